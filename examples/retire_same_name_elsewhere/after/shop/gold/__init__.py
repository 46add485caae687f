from gold import RATE
