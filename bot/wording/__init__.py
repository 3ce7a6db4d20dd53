"""Results -> words, in Japanese and English, shared by both fronts."""
