"""What holds for all tests: hypothesis bounds the number of cases and never the time, since machines are noisy."""

import signal

from hypothesis import settings

settings.register_profile("policyparse", deadline=None)
settings.load_profile("policyparse")

# Whatever is started in the background of a shell ignores Ctrl-C, and so would the programs that tests tell to end.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
