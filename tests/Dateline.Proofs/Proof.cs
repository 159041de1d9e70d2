using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dateline.Proofs;

/// <summary>How long a proof runs and from which seed.</summary>
/// <param name="Count">At most so many runs; null: the proof's own number, or as long as <paramref name="Time"/> lasts.</param>
/// <param name="Time">At most so long; null: no limit.</param>
/// <param name="Seed">Where chance starts: the same seed gives the same runs.</param>
/// <param name="Database">A PostgreSQL connection string, for proofs that can run on it; null: SQLite.</param>
public sealed record ProofOptions(int? Count, TimeSpan? Time, ulong Seed, string? Database = null)
{
    /// <summary>Whether run number <paramref name="run"/> is still to be made.</summary>
    public bool Goes(int run, Stopwatch clock, int usual) => run < (Count ?? (Time is null ? usual : int.MaxValue)) && (Time is not { } time || clock.Elapsed < time);
}

/// <summary>What a proof found.</summary>
/// <param name="Proof">Its name.</param>
/// <param name="Runs">How many runs were made.</param>
/// <param name="Violations">What was violated: seed, run, and the shortest history that shows it. Empty: the promise held.</param>
/// <param name="Seed">The seed of the first run.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record ProofResult(string Proof, int Runs, IReadOnlyList<string> Violations, ulong Seed, double Seconds)
{
    /// <summary>Whether the promise held, and was looked at at all.</summary>
    public bool Holds => Violations.Count == 0 && Runs > 0;

    /// <summary>What was measured on the way, by name: for reading, nothing is decided by it.</summary>
    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();

    /// <summary>The closing line.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("proof", Proof);
            json.WriteNumber("runs", Runs);
            json.WriteNumber("violations", Violations.Count);
            json.WriteString("seed", Seed.ToString(CultureInfo.InvariantCulture));
            json.WriteNumber("seconds", Math.Round(Seconds, 1));
            json.WriteBoolean("holds", Holds);
            foreach (var (name, value) in Figures) json.WriteNumber(name, value);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

/// <summary>Chance that a seed replays (splitmix64).</summary>
public sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number.</summary>
    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to <paramref name="below"/> - 1.</summary>
    public int Below(int below) => (int)(Next() % (ulong)below);

    /// <summary>One of these.</summary>
    public T One<T>(IReadOnlyList<T> values) => values[Below(values.Count)];

    /// <summary>The dice of run number <paramref name="run"/> of a seed.</summary>
    public static Dice For(ulong seed, int run) => new(seed + (ulong)run * 0x9E3779B97F4A7C15);
}
