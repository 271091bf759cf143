# cmake -D SOURCE=<generated .cpp> -P tables_on_first_use.cmake
#
# The generated code builds its tables before main(), also for `incent --version`, and checks each time what
# the tool has written. Here they are built with the first lexer or parser, and a unit test checks them.
file(READ ${SOURCE} code)

function(replace pattern replacement)
  string(REGEX REPLACE "${pattern}" "${replacement}" replaced "${code}")
  if(replaced STREQUAL code)
    message(FATAL_ERROR "${SOURCE}: nothing is like ${pattern}; is this another version of ANTLR?")
  endif()
  set(code "${replaced}" PARENT_SCOPE)
endfunction()

replace("\n(Incent[A-Za-z]+)::Initializer Incent[A-Za-z]+::_init;" "")
replace("\n(Incent[A-Za-z]+)::Incent[A-Za-z]+\\(([A-Za-z]+ \\*input)\\) : ([A-Za-z]+)\\(input\\) {"
        "\n\\1::\\1(\\2) : \\3(input) {\n  static const Initializer tables;")
replace("  atn::ATNDeserializer deserializer;"
        "  atn::ATNDeserializationOptions options;\n  options.setVerifyATN(false);\n  atn::ATNDeserializer deserializer(options);")
file(WRITE ${SOURCE} "${code}")
