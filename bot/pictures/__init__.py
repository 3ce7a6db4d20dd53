"""Results -> PNG. Imported only when one is drawn, in the thread that draws it: before, nobody pays for Pillow and the font."""
