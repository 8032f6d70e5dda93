"""Learning platforms by LTI 1.3: people sign on from them, and points go back to them."""
