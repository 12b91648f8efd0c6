"""The budgets of the site, measured: ratios within one run, because machines are noisy."""
