namespace Dateline.Proofs;

/// <summary>Damages documents: one buffer serves all, so that more time goes into reading than into damage.</summary>
internal sealed class Mutation(IReadOnlyList<byte[]> others, IReadOnlyList<byte[]> tokens)
{
    private const int Longest = 1 << 20;

    private byte[] _buffer = new byte[64 * 1024];
    private int _length;

    /// <summary>A damaged copy of <paramref name="document"/>: the same dice damage it in the same way.</summary>
    internal byte[] Of(byte[] document, Dice dice)
    {
        _length = 0;
        Insert(0, document);
        for (var left = 1 + dice.Below(6); left > 0 && _length is > 0 and < Longest; left--) Damage(dice);
        return _buffer[.._length];
    }

    private void Damage(Dice dice)
    {
        var at = dice.Below(_length);
        var length = Math.Min(_length - at, 1 + dice.Below(64));
        switch (dice.Below(8))
        {
            case 0: _buffer[at] ^= (byte)(1 << dice.Below(8)); break;
            case 1: _buffer[at] = (byte)dice.Below(256); break;
            case 2: Remove(at, length); break;
            case 3: Insert(at, dice.One(tokens)); break;
            case 4: _length = at; break;
            case 5: Insert(dice.Below(_length), _buffer.AsSpan(at, length).ToArray()); break;
            case 6:
                var other = dice.One(others);
                var from = dice.Below(other.Length);
                Insert(at, other.AsSpan(from, Math.Min(other.Length - from, 1 + dice.Below(400))));
                break;
            default: Repeat(at, Math.Min(length, 24), 1 << dice.Below(10)); break;
        }
    }

    private void Remove(int at, int length)
    {
        _buffer.AsSpan(at + length, _length - at - length).CopyTo(_buffer.AsSpan(at));
        _length -= length;
    }

    private void Insert(int at, ReadOnlySpan<byte> bytes) => bytes.CopyTo(Open(at, bytes.Length));

    private void Repeat(int at, int length, int times)
    {
        var piece = _buffer.AsSpan(at, length).ToArray();
        var gap = Open(at, length * times);
        for (var n = 0; n < times; n++) piece.CopyTo(gap[(n * length)..]);
    }

    private Span<byte> Open(int at, int length)
    {
        if (_length + length > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + length));
        _buffer.AsSpan(at, _length - at).CopyTo(_buffer.AsSpan(at + length));
        _length += length;
        return _buffer.AsSpan(at, length);
    }
}
