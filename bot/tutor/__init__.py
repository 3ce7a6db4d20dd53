"""Use cases, one module per feature: the fronts' only door to what is known and stored."""
