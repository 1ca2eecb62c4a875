package quiz

import "testing"

func TestForgivingCode(t *testing.T) {
	for _, typed := range []string{"ABCD2345", "abcd 2345", " ab-cd–23 45 ", "a.b.c.d.2.3.4.5", "ＡＢＣＤ２３４５", "ÁBÇD2345", "АВСD2345", "“abcd2345”", "ab\u200bcd2345"} {
		if got, err := ReadCode(typed, JoinCodeLength, "code"); err != nil || got != "ABCD2345" {
			t.Errorf("ReadCode(%q) = %q, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"", "ABCD234", "ABCD23456", "ABCD234O", "ABCD234l", "ABCD2340", "АБCD2345"} {
		if got, err := ReadCode(typed, JoinCodeLength, "code"); err == nil {
			t.Errorf("ReadCode(%q) = %q, want it refused", typed, got)
		}
	}
}

func TestSplitCard(t *testing.T) {
	for typed, want := range map[string][2]string{
		"ABCD 2345 KMNPQR": {"ABCD2345", "KMNPQR"},
		"abcd2345-kmnpqr":  {"ABCD2345", "KMNPQR"},
		"ABCD 2345":        {"ABCD 2345", ""},
		"ABCD 2345 KMNPQ":  {"ABCD 2345 KMNPQ", ""},
		"":                 {"", ""},
	} {
		if code, seat := SplitCard(typed); code != want[0] || seat != want[1] {
			t.Errorf("SplitCard(%q) = %q, %q, want %q", typed, code, seat, want)
		}
	}
}
