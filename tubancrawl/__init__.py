"""Archives the news pages of tubankab.go.id: exact bytes, articles, and every version of every article."""
