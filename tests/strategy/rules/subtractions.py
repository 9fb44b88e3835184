"""What a reader can work out of sums and shown figures, by whatever additions and subtractions."""

PRIME = (1 << 61) - 1


def worked_out(sums, hidden):
    """Return the hidden figures that follow from the sums; each sum is a set of hidden figures.

    A figure follows where it is a combination of sums: Gauss's elimination, modulo a large prime.
    """
    lines = {}
    for each in sums:
        rest = _rest(dict.fromkeys(each & hidden, 1), lines)
        if rest:
            first = min(rest)
            unit = pow(rest[first], -1, PRIME)
            lines[first] = {key: value * unit % PRIME for key, value in rest.items()}
    return {each for each in hidden if not _rest({each: 1}, lines)}


def _rest(figures, lines):
    """Subtract from a sum what is known, line by line."""
    rest, open_ones = figures, {}
    while rest:
        first = min(rest)
        if first not in lines:
            open_ones[first] = rest.pop(first)
            continue
        factor = rest[first]
        for key, value in lines[first].items():
            if left := (rest.get(key, 0) - factor * value) % PRIME:
                rest[key] = left
            else:
                rest.pop(key, None)
    return open_ones
