// Rules of .incent files, in reading order. No actions, no predicates, no ambiguity, at most three
// tokens of lookahead. README.md has the conventions; `...Head` and blocks matter for error recovery.
parser grammar IncentParser;

options { tokenVocab = IncentLexer; }

file: header? topItem* EOF ;
header: INCENT NUMBER ;

topItem
    : useDecl | dataDecl | calendarDecl | fnDecl | typeDecl | planDecl
    | letStmt | carryStmt | paramStmt | tiersStmt | tableStmt
    | propertyStmt | testDecl
    ;

useDecl: USE ( path | STRING ) ( AS name )? ;
path: name ( DOT member )* ;

// ---------------------------------------------------------------- schema

dataDecl: dataHead LBRACE field* RBRACE ;
dataHead: DATA name label? ( SOURCE STRING )? ;
field: KEY? member label? COLON typeRef fieldModifier* ;
fieldModifier
    : OPTIONAL
    | DATED
    | HIERARCHY
    | DIGITS NUMBER
    | LPAREN expr RANGE expr RPAREN
    ;
typeRef
    : ONE_OF STRING ( COMMA STRING )*
    | MONEY CURRENCY_CODE?
    | path
    ;

calendarDecl: calendarHead LBRACE calendarEntry* RBRACE ;
calendarHead: CALENDAR name? ;
calendarEntry: name COLON expr ( RANGE expr )? ;

// ---------------------------------------------------------------- library

fnDecl: EXTERN? FN name ( ALIAS name )? LPAREN ( fnParam ( COMMA fnParam )* )? RPAREN COLON fnType ( EQ expr )? ;
fnParam: name COLON fnType ;
fnType: typeRef QUESTION? ;
typeDecl: EXTERN TYPE name ( ALIAS name )? ;

// ---------------------------------------------------------------- plan

planDecl: planHead LBRACE planItem* RBRACE ;
planHead: PLAN name label? FOR path ( AS name )? ( WHERE expr )? ;
planItem
    : effectiveStmt | versionStmt | currencyStmt | paysStmt | roundSpec | amendmentStmt
    | letStmt | carryStmt | paramStmt | tiersStmt | tableStmt
    | creditStmt | payStmt | badgeStmt | exceptionStmt | clawbackStmt | drawStmt | contestStmt | scorecardStmt
    | assertStmt | propertyStmt
    ;

effectiveStmt: EFFECTIVE DATE ( UNTIL DATE )? ;
versionStmt: VERSION STRING ( REPLACES STRING )? ;
currencyStmt: CURRENCY primary ;
paysStmt: PAYS grain ;
roundSpec: ROUND expr roundMode ;
roundMode: HALF_UP | HALF_EVEN | HALF_DOWN | ROUND_UP | ROUND_DOWN ;

amendmentStmt: amendmentHead LBRACE planItem* RBRACE ;
amendmentHead: ( AMENDMENT | OVERLAY ) name label? dateRange? ( WHERE expr )? ;
dateRange: FROM DATE ( UNTIL DATE )? ;

// ---------------------------------------------------------------- definitions

letStmt: letHead ( EQ expr | payBlock ) ;
letHead: ( LET | MEASURE | GATE ) name label? grain? ;

carryStmt: CARRY name label? grain STARTS expr EQ expr ;

paramStmt: paramHead LBRACE paramRow* RBRACE ;
paramHead: PARAM name label? COLON typeRef ;
paramRow: FROM DATE COLON expr ;

tiersStmt: tiersHead LBRACE tierRow* RBRACE ;
tiersHead: TIERS name label? tierMode ( RELATIVE_TO expr )? ;
tierMode: MARGINAL ON_OUTPUT? | RETROACTIVE | INTERPOLATED ADDING_UP? ;
tierRow: ( EACH path filter? )? ( FROM | ABOVE | BELOW ) expr COLON expr ;

tableStmt: tableHead LBRACE tableColumns tableRow* RBRACE ;
tableHead: TABLE name label? hitPolicy ;
hitPolicy: UNIQUE | FIRST | ANY | COLLECT_SUM ;
tableColumns: BAR expr ( BAR expr )* BARBAR name ( BAR name )* BAR ;
tableRow: BAR cellTest ( BAR cellTest )* BARBAR expr ( BAR expr )* BAR ;
cellTest
    : ANY                                                             # AnyCell
    | MINUS                                                           # AbsentCell
    | compareOp cellValue                                             # CompareCell
    | NOT? cellValue ( RANGE cellValue | ( COMMA cellValue )* )       # ValueCell
    ;
cellValue: MINUS? literal | path ;

// ---------------------------------------------------------------- crediting

creditStmt: creditHead LBRACE creditItem* RBRACE ;
creditHead: CREDIT name label? FROM path ( AS name )? ;
creditItem
    : WHEN expr                                                       # CreditWhen
    | TO expr ( SHARE ( expr | REST ) | WEIGHT expr )? ( IF expr )?   # CreditRecipient
    | SHARES_TOTAL expr ( PER primary )?                              # CreditSharesTotal
    | ON expr                                                         # CreditOn
    | AMOUNT expr                                                     # CreditAmount
    ;

// ---------------------------------------------------------------- paying: clauses apply in the order written

payStmt: payHead ( EQ expr | payBlock ) ;
payHead: PAY name label? grain ;
payBlock: LBRACE payItem* RBRACE ;
payItem
    : AMOUNT expr                                                     # PayAmount
    | APPLY name LPAREN expr RPAREN GOING_FORWARD?                    # PayApply
    | WHEN expr                                                       # PayWhen
    | MULTIPLY_BY expr                                                # PayMultiplyBy
    | PRORATED_BY expr                                                # PayProratedBy
    | ENTITLED expr perWindow                                         # PayEntitled
    | AT_LEAST expr perWindow?                                        # PayAtLeast
    | CAPPED_AT expr perWindow?                                       # PayCappedAt
    | SPREAD_OVER expr                                                # PaySpreadOver
    | roundSpec                                                       # PayRound
    | ON expr                                                         # PayOn
    | TO expr ( SHARE expr )?                                         # PayTo
    ;
perWindow: PER window ( BY primary )? ;

grain
    : MONTHLY | QUARTERLY | YEARLY
    | PER
      ( unit
      | ( FIRST | LAST )? plainName filter? ( ACROSS primary )? ( BY primary ( COMMA primary )* )? ( OVER window )?
      )
    ;
filter: LBRACK expr RBRACK ;

badgeStmt: BADGE name label? grain WHEN expr ;

exceptionStmt: exceptionHead LBRACE exceptionItem* RBRACE ;
exceptionHead: EXCEPTION name label? OVERRIDES name ( BEFORE name ( COMMA name )* )? ;
exceptionItem
    : dateRange                                                       # ExceptionDates
    | WHEN expr                                                       # ExceptionWhen
    | SET expr                                                        # ExceptionSet
    | BECAUSE STRING                                                  # ExceptionBecause
    ;

clawbackStmt: clawbackHead LBRACE clawbackItem* RBRACE ;
clawbackHead: CLAWBACK name label? OF name ( COMMA name )* ;
clawbackItem
    : WHEN expr                                                       # ClawbackWhen
    | ON expr                                                         # ClawbackOn
    | RECOVER expr                                                    # ClawbackRecover
    | RECOMPUTE                                                       # ClawbackRecompute
    ;

drawStmt: drawHead LBRACE drawItem* RBRACE ;
drawHead: DRAW name label? grain ;
drawItem
    : AMOUNT expr                                                     # DrawAmount
    | WHEN expr                                                       # DrawWhen
    | PRORATED_BY expr                                                # DrawProratedBy
    | RECOVER expr? FROM name ( COMMA name )*                         # DrawRecover
    | UNTIL expr                                                      # DrawUntil
    ;

contestStmt: contestHead LBRACE contestItem* RBRACE ;
contestHead: CONTEST name label? OVER window FROZEN? ;
contestItem
    : AMONG path ( WHERE expr )?                                      # ContestAmong
    | WHEN expr                                                       # ContestWhen
    | RANK_BY rankKey ( COMMA rankKey )*                              # ContestRankBy
    | TIES ( POOLED | SKIPPING | DENSE | FORBIDDEN )                  # ContestTies
    | PRIZE NUMBER ( RANGE NUMBER )? COLON expr                       # ContestPrize
    ;
rankKey: expr ( ASC | DESC ) ;

scorecardStmt: scorecardHead LBRACE scorecardItem* RBRACE ;
scorecardHead: SCORECARD name label? grain ;
scorecardItem
    : MISSING_REDISTRIBUTED                                           # ScorecardMissing
    | METRIC name label? SCORE expr WEIGHT metricWeight               # ScorecardMetric
    ;
metricWeight: expr | quarterWeight ( COMMA quarterWeight )* ;
quarterWeight: QUARTER_NAME expr ;

// ---------------------------------------------------------------- checks

assertStmt: ( ASSERT | GUARDRAIL ) name label? COLON expr ;
propertyStmt: PROPERTY name label? COLON law ;
law
    : RAISING expr ( NEVER_LOWERS | NEVER_RAISES ) expr               # RaisingLaw
    | SHUFFLING name NEVER_CHANGES expr                               # ShufflingLaw
    | expr                                                            # PlainLaw
    ;

testDecl: testHead LBRACE testStep* RBRACE ;
testHead: TEST STRING ( FOR name )? ;
testStep: givenStmt | closeStmt | expectStmt ;
givenStmt: GIVEN path BAR member ( BAR member )* BAR dataRow* ;
dataRow: BAR cell ( BAR cell )* BAR ;
cell: MINUS | expr ;
closeStmt: CLOSE ( PERIOD | DATE ) ;
expectStmt: EXPECT expr ;

// ---------------------------------------------------------------- expressions, tightest first

expr
    : primary                                                         # PrimaryExpr
    | expr filter                                                     # FilteredExpr
    | expr OVER window                                                # OverExpr
    | expr ACROSS primary                                             # AcrossExpr
    | expr BY primary                                                 # ByExpr
    | expr AS_OF primary                                              # AsOfExpr
    | expr CONVERTED_TO primary ( USING path )?                       # ConvertExpr
    | MINUS expr                                                      # NegateExpr
    | expr ( STAR | SLASH ) expr                                      # MultiplyExpr
    | expr ( PLUS | MINUS ) expr                                      # AddExpr
    | expr OTHERWISE expr                                             # OtherwiseExpr
    | expr compareOp expr                                             # CompareExpr
    | expr IS NOT? ( PRESENT | ABSENT )                               # PresenceExpr
    | expr NOT? IN LBRACK expr ( COMMA expr )* RBRACK                 # InListExpr
    | expr NOT? BETWEEN expr RANGE expr                               # BetweenExpr
    | expr WITHIN expr AFTER expr                                     # WithinExpr
    | NOT expr                                                        # NotExpr
    | expr AND expr                                                   # AndExpr
    | expr OR expr                                                    # OrExpr
    | IF expr THEN expr ELSE expr                                     # IfExpr
    ;
compareOp: LT | LE | GT | GE | EQEQ | NE ;

// Fields bind tighter than `as of`, `over` and the others; those after an aggregate select its lines.
primary: aggregateOp primary | atom memberAccess* ;
aggregateOp: SUM_OF | COUNT_OF | AVERAGE_OF | HIGHEST_OF | LOWEST_OF | LATEST_OF | EARLIEST_OF ;
memberAccess: DOT member args? ;
atom
    : literal                                                         # LiteralAtom
    | PREVIOUS name                                                   # PreviousAtom
    | name args?                                                      # NameAtom
    | LPAREN expr RPAREN                                              # ParenAtom
    ;
args: LPAREN ( expr ( COMMA expr )* )? RPAREN ;
literal
    : NUMBER ( PERCENT | TIMES_X | POINTS | unit | CURRENCY_CODE )?
    | DATE | TIMESTAMP | PERIOD | STRING | TRUE | FALSE
    ;
unit: DAYS | WEEKS | HALF_MONTHS | MONTHS | QUARTERS | HALF_YEARS | YEARS ;
window
    : ( unit | YEAR_TO_DATE | QUARTER_TO_DATE | MONTH_TO_DATE ) ( COUNTED_FROM primary )?
    | PREVIOUS unit
    | ( LAST | NEXT ) NUMBER unit
    | PERIOD
    | PLAN
    | ALL_TIME
    | plainName
    ;

// ---------------------------------------------------------------- names

label: STRING ;
plainName: ID | QUOTED_ID ;
name: ID | QUOTED_ID | CURRENCY_CODE | softKeyword ;

// Keywords that may also be names, because no place can take both.
softKeyword
    : ALIAS | AMOUNT | BADGE | CALENDAR | CREDIT | CURRENCY | DAYS | DIGITS | HALF_MONTHS | HALF_YEARS | KEY
    | METRIC | MONTHS | ON | POINTS | PRIZE | QUARTERS | SCORE | SHARE | SOURCE | TIMES_X | TYPE | VERSION
    | WEEKS | WEIGHT | YEARS
    ;

// A field of a dataset may be called anything: it stands only before `:` and after `.`, and in `given`.
member
    : ~( STRING | UNCLOSED_STRING | NUMBER | DATE | TIMESTAMP | PERIOD | UNCLOSED_ID | UNKNOWN
       | LBRACE | RBRACE | LPAREN | RPAREN | LBRACK | RBRACK | COLON | COMMA | RANGE | DOT | QUESTION
       | EQEQ | EQ | NE | LE | GE | LT | GT | PLUS | MINUS | STAR | SLASH | PERCENT | BARBAR | BAR )
    ;
