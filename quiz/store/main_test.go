package store_test

import (
	"os"
	"testing"

	"discern/quiz/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }
