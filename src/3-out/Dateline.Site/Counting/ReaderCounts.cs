using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Http;

namespace Dateline.Site.Counting;

/// <summary>
/// Counts how often stories are read, without a cookie and without keeping anything of anyone. A reader counts once a day for each story: a keyed hash of address, browser and story says which of 32 million
/// marks to set, and one that is set already is not counted again. The key is made anew each day, is only in memory, and goes with the marks; what is kept is a number for each story and hour.
/// Programs are not readers (<see cref="Programs"/>). The numbers are a little low, never high.
/// </summary>
internal sealed class ReaderCounts(NewsStore store)
{
    private const int Marks = 1 << 25;
    private const int MostRanked = 60;
    private const int MostBrowser = 200;

    /// <summary>How long one order of the most read stands. So long a page that shows it may be kept, and its stories are asked for anew each time it is made.</summary>
    internal static readonly TimeSpan Slot = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<(string Site, string Page), int> _counted = new();
    private readonly ConcurrentDictionary<string, Ranking> _rankings = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile Day? _today;

    /// <summary>Counts one look at a story's page, where a reader took it who had not read it today.</summary>
    internal void Note(HttpContext context, string site, string page)
    {
        if (!Programs.IsReader(context.Request) || !Today().IsNew(context, site, page)) return;
        _counted.AddOrUpdate((site, page), 1, static (_, n) => n + 1);
    }

    /// <summary>Adds what was counted since to what is kept.</summary>
    internal async Task Keep()
    {
        var counted = new Dictionary<(string, string), int>();
        foreach (var key in _counted.Keys)
            if (_counted.TryRemove(key, out var times)) counted[key] = times;
        if (counted.Count == 0) return;
        try
        {
            await store.Write(tx => { Readings.Add(tx, counted); return true; }).ConfigureAwait(false);
        }
        catch
        {
            foreach (var (key, times) in counted) _counted.AddOrUpdate(key, times, (_, n) => n + times);
            throw;
        }
    }

    /// <summary>The pages of a site that were read most in the last day, and until when that order stands. Who may see them is not asked here.</summary>
    internal Ranking MostRead(Db db, string site, Instant now)
    {
        if (_rankings.TryGetValue(site, out var known) && now < known.Until && now >= known.Until - Slot) return known;
        var until = new Instant(now.Microseconds - now.Microseconds % (long)Slot.TotalMicroseconds) + Slot;
        return _rankings[site] = new(until, [.. Readings.Most(db, site, now - Window, MostRanked).Select(m => m.Page)]);
    }

    private Day Today()
    {
        var number = DateOnly.FromDateTime(store.Clock.Now().ToDateTimeOffset().UtcDateTime).DayNumber;
        if (_today is { } today && today.Number == number) return today;
        lock (_gate)
        {
            if (_today is { } other && other.Number == number) return other;
            var salt = new byte[32];
            store.Options.Randomness.Fill(salt);
            return _today = new Day(number, salt);
        }
    }

    /// <summary>One day's key, and its marks.</summary>
    private sealed class Day(int number, byte[] salt)
    {
        private readonly int[] _marks = new int[Marks / 32];

        internal int Number => number;

        internal bool IsNew(HttpContext context, string site, string page)
        {
            var mark = (int)(Hash(context, site, page) & (Marks - 1));
            var bit = 1 << (mark & 31);
            ref var word = ref _marks[mark >> 5];
            return (Volatile.Read(ref word) & bit) == 0 && (Interlocked.Or(ref word, bit) & bit) == 0;
        }

        private uint Hash(HttpContext context, string site, string page)
        {
            Span<byte> facts = stackalloc byte[16 + 3 * (MostBrowser + 2) + 256];
            var length = Address(context, facts);
            var browser = context.Request.Headers.UserAgent.ToString().AsSpan();
            length += Encoding.UTF8.GetBytes(browser[..Math.Min(browser.Length, MostBrowser)], facts[length..]);
            foreach (var word in (ReadOnlySpan<string>)[site, page])
            {
                facts[length++] = 0;
                length += Encoding.UTF8.GetBytes(word.AsSpan(0, Math.Min(word.Length, 40)), facts[length..]);
            }
            Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(salt, facts[..length], hash);
            return BitConverter.ToUInt32(hash);
        }

        // A household has one network of IPv6, and each of its machines many addresses in it.
        private static int Address(HttpContext context, Span<byte> into)
        {
            if (context.Connection.RemoteIpAddress is not { } address) return 0;
            if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
            return address.TryWriteBytes(into, out var written) ? address.AddressFamily == AddressFamily.InterNetworkV6 ? 8 : written : 0;
        }
    }
}

/// <summary>The pages that were read most, the most read first.</summary>
/// <param name="Until">Until when this order stands.</param>
/// <param name="Pages">The pages.</param>
internal sealed record Ranking(Instant Until, IReadOnlyList<string> Pages);
