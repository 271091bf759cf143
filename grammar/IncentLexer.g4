// Tokens of .incent files: one token per phrase, every phrase in English and in Chinese.
// Comments and blanks go to the hidden channel, so that the formatter can keep them.
// The lexer never fails: what it does not know becomes UNKNOWN or an UNCLOSED_ token.
lexer grammar IncentLexer;

// ---- file ----
INCENT: 'incent' | '激励语言' ;
USE: 'use' | '引用' ;              AS_OF: 'as' S 'of' | '截至' ;      AS: 'as' | '作为' ;
FN: 'fn' | '函数' ;                EXTERN: 'extern' | '外部' ;        ALIAS: 'alias' | '别名' ;
TYPE: 'type' | '类型' ;

// ---- schema ----
DATA: 'data' | '数据' ;            SOURCE: 'source' | '来源' ;        KEY: 'key' | '主键' ;
OPTIONAL: 'optional' | '可空' ;    DATED: 'dated' | '随时间变化' ;     HIERARCHY: 'hierarchy' | '层级' ;
ONE_OF: 'one' S 'of' | '枚举' ;    MONEY: 'money' | '货币' ;          CALENDAR: 'calendar' | '日历' ;
DIGITS: 'digits' | '小数位' ;

// ---- plan ----
PLAN: 'plan' | '方案' ;            FOR: 'for' | '适用于' ;            WHERE: 'where' | '其中' ;
EFFECTIVE: 'effective' | '生效' ;  UNTIL: 'until' | '止于' ;          VERSION: 'version' | '版本' ;
REPLACES: 'replaces' | '取代' ;    CURRENCY: 'currency' | '币种' ;    PAYS: 'pays' | '结算' ;
AMENDMENT: 'amendment' | '修订' ;  OVERLAY: 'overlay' | '叠加' ;      FROM: 'from' | '自' ;
ROUND: 'round' | '舍入' ;          HALF_UP: 'half' S 'up' | '四舍五入' ;
HALF_EVEN: 'half' S 'even' | '四舍六入五成双' ;  HALF_DOWN: 'half' S 'down' | '五舍六入' ;
ROUND_UP: 'away' S 'from' S 'zero' | '进一' ;    ROUND_DOWN: 'toward' S 'zero' | '截尾' ;

// ---- definitions ----
LET: 'let' | '设' ;                MEASURE: 'measure' | '指标' ;      GATE: 'gate' | '门槛' ;
CARRY: 'carry' | '结转' ;          STARTS: 'starts' | '期初' ;        PREVIOUS: 'previous' | '上期' ;
PARAM: 'param' | '参数' ;          TIERS: 'tiers' | '阶梯' ;          TABLE: 'table' | '决策表' ;
MARGINAL: 'marginal' | '超额累进' ; RETROACTIVE: 'retroactive' | '全额累进' ; INTERPOLATED: 'interpolated' | '线性插值' ;
ON_OUTPUT: 'on' S 'output' | '按产出' ;           ADDING_UP: 'adding' S 'up' | '逐档相加' ;
RELATIVE_TO: 'relative' S 'to' | '相对于' ;       ABOVE: 'above' | '超过' ;          BELOW: 'below' | '低于' ;
EACH: 'each' | '逐行' ;
UNIQUE: 'unique' | '唯一' ;        FIRST: 'first' | '首个' ;          LAST: 'last' | '最近' ;
ANY: 'any' | '任意' ;              COLLECT_SUM: 'collect' S 'sum' | '累加' ;

// ---- crediting and paying ----
CREDIT: 'credit' | '业绩' ;        TO: 'to' | '归属' ;                SHARES_TOTAL: 'shares' S 'total' | '比例合计' ;
SHARE: 'share' | '比例' ;          REST: 'rest' | '其余' ;            WEIGHT: 'weight' | '权重' ;
ON: 'on' | '日期' ;                AMOUNT: 'amount' | '金额' ;        WHEN: 'when' | '当' ;
PAY: 'pay' | '发放' ;              PER: 'per' | '按' | '逐笔' | '每' ;
MONTHLY: 'monthly' | '按月' ;      QUARTERLY: 'quarterly' | '按季' ;  YEARLY: 'yearly' | '按年' ;
APPLY: 'apply' | '套用' ;          GOING_FORWARD: 'going' S 'forward' | '往后适用' ;
MULTIPLY_BY: 'multiply' S 'by' | '乘以' ;         PRORATED_BY: 'prorated' S 'by' | '折算' ;
ENTITLED: 'entitled' | '累计应得' ; SPREAD_OVER: 'spread' S 'over' | '分期' ;
AT_LEAST: 'at' S 'least' | '保底' ;               CAPPED_AT: 'capped' S 'at' | '封顶' ;
BADGE: 'badge' | '勋章' ;
EXCEPTION: 'exception' | '例外' ;  OVERRIDES: 'overrides' | '覆盖' ;  BEFORE: 'before' | '优先于' ;
SET: 'set' | '改为' ;              BECAUSE: 'because' | '理由' ;
CLAWBACK: 'clawback' | '追回' ;    RECOVER: 'recover' | '扣回' ;      RECOMPUTE: 'recompute' | '重算' ;
DRAW: 'draw' | '预支' ;
CONTEST: 'contest' | '竞赛' ;      FROZEN: 'frozen' | '按原额' ;      AMONG: 'among' | '参赛' ;
RANK_BY: 'rank' S 'by' | '排名依据' ;              ASC: 'ascending' | '升序' ;        DESC: 'descending' | '降序' ;
TIES: 'ties' | '并列' ;            SKIPPING: 'skipping' | '跳号' ;    DENSE: 'dense' | '连号' ;
POOLED: 'pooled' | '均分' ;        FORBIDDEN: 'forbidden' | '禁止' ;  PRIZE: 'prize' | '名次奖' ;
SCORECARD: 'scorecard' | '计分卡' ; METRIC: 'metric' | '考核项' ;     SCORE: 'score' | '得分' ;
MISSING_REDISTRIBUTED: 'missing' S 'redistributed' | '缺项重分' ;

// ---- checks ----
ASSERT: 'assert' | '断言' ;        GUARDRAIL: 'guardrail' | '护栏' ;  PROPERTY: 'property' | '性质' ;
RAISING: 'raising' | '提高' ;      NEVER_LOWERS: 'never' S 'lowers' | '不降低' ;  NEVER_RAISES: 'never' S 'raises' | '不提高' ;
SHUFFLING: 'shuffling' | '打乱' ;  NEVER_CHANGES: 'never' S 'changes' | '不改变' ;
TEST: 'test' | '测试' ;            GIVEN: 'given' | '已知' ;          CLOSE: 'close' | '关账' ;
EXPECT: 'expect' | '预期' ;

// ---- expressions ----
AND: 'and' | '且' ;  OR: 'or' | '或' ;  NOT: 'not' | '非' ;
IF: 'if' | '如果' ;  THEN: 'then' | '则' ;  ELSE: 'else' | '否则' ;
IS: 'is' | '是' ;    PRESENT: 'present' | '有值' ;  ABSENT: 'absent' | '无值' ;
IN: 'in' | '属于' ;  BETWEEN: 'between' | '介于' ;  WITHIN: 'within' | '落在' ;  AFTER: 'after' | '以内自' ;
OTHERWISE: 'otherwise' | '缺省' ;  OVER: 'over' | '期间' ;            ACROSS: 'across' | '汇总' ;
BY: 'by' | '分别按' ;              CONVERTED_TO: 'converted' S 'to' | '折合' ;      USING: 'using' | '汇率用' ;
OF: 'of' | '的' ;
SUM_OF: 'sum' S 'of' | '合计' ;    COUNT_OF: 'count' S 'of' | '计数' ; AVERAGE_OF: 'average' S 'of' | '平均' ;
HIGHEST_OF: 'highest' S 'of' | '最高' ;           LOWEST_OF: 'lowest' S 'of' | '最低' ;
LATEST_OF: 'latest' S 'of' | '最新' ;             EARLIEST_OF: 'earliest' S 'of' | '最早' ;
YEAR_TO_DATE: 'year' S 'to' S 'date' | '年初至今' ;
QUARTER_TO_DATE: 'quarter' S 'to' S 'date' | '季初至今' ;
MONTH_TO_DATE: 'month' S 'to' S 'date' | '月初至今' ;
NEXT: 'next' | '随后' ;            COUNTED_FROM: 'counted' S 'from' | '起算于' ;  ALL_TIME: 'all' S 'time' | '全部时间' ;
DAYS: 'day' 's'? | '天' ;          WEEKS: 'week' 's'? | '周' ;        MONTHS: 'month' 's'? | '月' | '个月' ;
HALF_MONTHS: 'half' S 'month' 's'? | '半月' ;     HALF_YEARS: 'half' S 'year' 's'? | '半年' ;
QUARTERS: 'quarter' 's'? | '季' | '季度' ;         YEARS: 'year' 's'? | '年' ;
POINTS: 'points' | '积分' ;        TRUE: 'true' | '真' ;              FALSE: 'false' | '假' ;
TIMES_X: 'x' | '倍' ;

// ---- literals and names ----
TIMESTAMP: DAY_TEXT 'T' D D ':' D D ( ':' D D )? ;
DATE: DAY_TEXT ;
PERIOD: D D D D '-' ( 'Q' [1-4] | 'H' [12] | 'W' D D | D D ( '-' [AB] )? ) | 'FY' D D D D ;
QUARTER_NAME: 'Q' [1-4] ;
NUMBER: D [0-9_]* ( '.' D+ )? [kM万亿]? ;
CURRENCY_CODE: [A-Z] [A-Z] [A-Z] | '元' | '美元' | '欧元' | '港元' ;
STRING: '"' ( ~["\\\r\n] | '\\' ~[\r\n] )* '"' | '“' ( ~["“”\\\r\n] | '\\' ~[\r\n] )* '”' ;
UNCLOSED_STRING: '"' ( ~["\\\r\n] | '\\' ~[\r\n] )* '\\'? | '“' ( ~["“”\\\r\n] | '\\' ~[\r\n] )* '\\'? ;
QUOTED_ID: '`' ~[`\r\n]+ '`' ;
UNCLOSED_ID: '`' ~[`\r\n]* ;
// All letters, and the digits and marks that may follow one, are a thousand ranges in Unicode: a table that every process
// would build. compiler/syntax/lex.cpp spells them U+00AA and U+0300 before they come here, and leaves CJK ideographs.
ID: [A-Za-z_\u00AA\u4E00-\u9FFF] [A-Za-z0-9_\u00AA\u0300\u4E00-\u9FFF]* ;

// ---- punctuation, half and full width ----
LBRACE: '{' | '｛' ;  RBRACE: '}' | '｝' ;  LPAREN: '(' | '（' ;  RPAREN: ')' | '）' ;
LBRACK: '[' | '［' | '【' ;  RBRACK: ']' | '］' | '】' ;
COLON: ':' | '：' ;  COMMA: ',' | '，' | '、' ;  RANGE: '..' | '～' ;  DOT: '.' | '．' ;  QUESTION: '?' | '？' ;
EQEQ: '==' | '＝＝' ;  EQ: '=' | '＝' ;  NE: '!=' | '≠' ;  LE: '<=' | '≤' ;  GE: '>=' | '≥' ;
LT: '<' | '＜' ;  GT: '>' | '＞' ;
PLUS: '+' | '＋' ;  MINUS: '-' | '－' ;  STAR: '*' | '×' ;  SLASH: '/' | '÷' ;  PERCENT: '%' | '％' ;
BARBAR: '||' | '‖' | '｜｜' ;  BAR: '|' | '｜' ;

// ---- hidden ----
DOC: '##' ~[\r\n]* -> channel(HIDDEN) ;
COMMENT: '#' ~[\r\n]* -> channel(HIDDEN) ;
WS: [ \t\r\n\u3000\uFEFF]+ -> channel(HIDDEN) ;

UNKNOWN: . ;

fragment S: [ \t\u3000]+ ;
fragment D: [0-9] ;
fragment DAY_TEXT: D D D D '-' D D '-' D D ;
