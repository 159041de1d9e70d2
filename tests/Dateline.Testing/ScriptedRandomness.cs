using System.Buffers.Binary;
using Dateline.News;

namespace Dateline.Testing;

/// <summary>Randomness that a seed repeats, for ever and on every machine (SplitMix64). Print the seed where a test fails.</summary>
public sealed class ScriptedRandomness(ulong seed = 1) : Randomness
{
    private ulong _state = seed;

    /// <summary>The seed it began with.</summary>
    public ulong Seed { get; } = seed;

    /// <inheritdoc/>
    public override void Fill(Span<byte> bytes)
    {
        Span<byte> word = stackalloc byte[8];
        for (; bytes.Length > 0; bytes = bytes[Math.Min(8, bytes.Length)..])
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, Next());
            word[..Math.Min(8, bytes.Length)].CopyTo(bytes);
        }
    }

    /// <summary>A number from 0 up to but without <paramref name="below"/>.</summary>
    public int Number(int below) => (int)(Next() % (ulong)below);

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
