"""What holds for all tests: hypothesis bounds the number of cases and never the time, since machines are noisy."""

from hypothesis import settings

settings.register_profile("policyparse", deadline=None)
settings.load_profile("policyparse")
