"""The only SQL: what the tutor must remember -> rows that outlive a crash. One module per noun."""
