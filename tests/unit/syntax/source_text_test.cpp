#include "syntax/source_text.h"

#include <gtest/gtest.h>

namespace memphis {
namespace {

TEST(SourceText, NewlinesAreOneKindAndEndTheText) {
  SourceText source = SourceText::from_utf8("f", "a\r\nb\rc");
  EXPECT_EQ(source.text(), "a\nb\nc\n");
  EXPECT_TRUE(source.added_newline());
  EXPECT_EQ(SourceText::from_utf8("f", "x\\\r\n1\r\n").text(), "x\\\n1\n");
  EXPECT_EQ(SourceText::from_utf8("f", "").text(), "");
}

TEST(SourceText, Positions) {
  SourceText source = SourceText::from_utf8("f",
                                            "ab\n\nc\xC3\xA9"
                                            "d\n");
  EXPECT_EQ(source.line_count(), 3u);
  EXPECT_EQ(source.position(0).line, 1u);
  EXPECT_EQ(source.position(2).column, 2u);
  EXPECT_EQ(source.position(3).line, 2u);
  EXPECT_EQ(source.position(7).line, 3u);
  EXPECT_EQ(source.position(7).column, 3u);
  EXPECT_EQ(source.character_column(7), 2u);
  EXPECT_EQ(source.line_text(3),
            "c\xC3\xA9"
            "d");
  EXPECT_EQ(source.line_text(2), "");
  EXPECT_EQ(source.line_text(9), "");
}

TEST(SourceText, Encodings) {
  EXPECT_EQ(SourceText::from_bytes("f", "# coding: latin-1\n'\xE9'\n").text(), "# coding: latin-1\n'\xC3\xA9'\n");
  EXPECT_EQ(SourceText::from_bytes("f", "\xEF\xBB\xBFx\n").text(), "x\n");
  EXPECT_EQ(SourceText::declared_encoding("#!/usr/bin/python\n# vim: set fileencoding=koi8-r :\n"), "koi8-r");
  EXPECT_EQ(SourceText::declared_encoding("x = 1\n# coding: koi8-r\n"), "utf-8");
  EXPECT_EQ(SourceText::declared_encoding("# -*- coding: UTF_8-sig -*-"), "utf-8");
  EXPECT_FALSE(SourceText::knows_encoding("koi8-r"));
  SourceText unknown = SourceText::from_bytes("f", "# coding: foo\n");
  ASSERT_TRUE(unknown.is_refused());
  EXPECT_EQ(unknown.decode_error()->message, "unknown encoding: foo");
}

TEST(SourceText, WhatCannotBeDecoded) {
  SourceText whole = SourceText::from_bytes("f", "x=1\n\xFF = 2\n");
  ASSERT_TRUE(whole.is_refused());
  EXPECT_EQ(whole.decode_error()->message,
            "Non-UTF-8 code starting with '\\xff' on line 2, but no encoding declared; "
            "see https://peps.python.org/pep-0263/ for details");
  EXPECT_EQ(whole.decode_error()->lineno, 2);
  EXPECT_EQ(whole.decode_error()->offset, 1);
  EXPECT_EQ(whole.decode_error()->text, "\xEF\xBF\xBD = 2");
  // A file is read line by line: what stands before the line counts first.
  SourceText file = SourceText::from_file_bytes("f", "x=1\n\xFF = 2\n");
  EXPECT_FALSE(file.is_refused());
  EXPECT_EQ(file.text(), "x=1\n");
  EXPECT_TRUE(file.decode_error() != nullptr);
  EXPECT_TRUE(SourceText::from_utf8("f", std::string("a\0b", 3)).is_refused());
}

}  // namespace
}  // namespace memphis
