"""What someone typed as an answer, held against what is accepted: amounts, names, literals."""
