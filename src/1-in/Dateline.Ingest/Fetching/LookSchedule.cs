using System.Buffers.Binary;
using Dateline.News;

namespace Dateline.Ingest.Fetching;

/// <summary>When a source is asked next: about as often as is wanted, ever less often while it fails, never before it says. A little chance keeps many sources from being asked in the same breath.</summary>
internal static class LookSchedule
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private const int MostDoublings = 12;

    internal static TimeSpan AfterSuccess(TimeSpan every, Randomness chance) => every * (0.95 + 0.1 * Fraction(chance));

    /// <param name="every">How often it is asked.</param>
    /// <param name="failures">How many looks have failed in a row, this one included.</param>
    /// <param name="asked">How long they ask us to wait; null: they did not say.</param>
    /// <param name="chance">Where chance comes from.</param>
    internal static TimeSpan AfterFailure(TimeSpan every, int failures, TimeSpan? asked, Randomness chance)
    {
        var most = every > LongestPause ? every : LongestPause;
        var doubled = every * Math.Pow(2, Math.Min(failures - 1, MostDoublings));
        var pause = (doubled < most ? doubled : most) * (0.75 + 0.25 * Fraction(chance));
        return asked is { } wait && wait > pause ? wait : pause;
    }

    /// <summary>From 0 to below 1.</summary>
    private static double Fraction(Randomness chance)
    {
        Span<byte> bytes = stackalloc byte[4];
        chance.Fill(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) / (uint.MaxValue + 1.0);
    }
}
