# The commands are in make.py, for machines that have no make; these are other names for them.
.PHONY: help run test check format messages bench lock evaluate-duplicates
.DEFAULT_GOAL := help

help:
	@python3 make.py || true

run test check format messages bench lock:
	@python3 make.py $@ $(ARGS)

evaluate-duplicates:
	@python3 make.py $@ "$(PAIRS)" $(ARGS)
