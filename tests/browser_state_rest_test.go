package tests

func playBoard(g *stage)    {}
func playClass(g *stage)    {}
func playReading(g *stage)  {}
func playSettling(g *stage) {}
