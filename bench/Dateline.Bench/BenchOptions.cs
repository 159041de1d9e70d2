namespace Dateline.Bench;

/// <summary>What to measure and how long.</summary>
internal sealed record BenchOptions(string Name, bool JsonOnly, bool Short, string? Database, string[] Rest)
{
    internal static BenchOptions Parse(string[] args)
    {
        var database = Array.IndexOf(args, "--database") is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        return new BenchOptions(args.FirstOrDefault() ?? "", args.Contains("--json"), args.Contains("--short"), database, args);
    }

    /// <summary>How long each load runs.</summary>
    internal TimeSpan Load => Short ? TimeSpan.FromSeconds(2) : TimeSpan.FromSeconds(8);
}
