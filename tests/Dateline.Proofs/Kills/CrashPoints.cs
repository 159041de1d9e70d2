using System.Text.RegularExpressions;
using Dateline.Testing;

namespace Dateline.Proofs.Kills;

/// <summary>Every named point at which the program can be told to die, as the sources have them: there is no list to keep.</summary>
internal static partial class CrashPoints
{
    internal static IReadOnlyList<string> All { get; } =
    [
        .. Directory.EnumerateFiles(Repo.Path("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Point().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static readonly string[] Elsewhere = ["backup.", "restore.", "fetch."];

    /// <summary>
    /// Those that a server passes in the work of this proof. A backup and a restore are programs of their own, with a proof of their own; what is fetched from an agency's server is
    /// killed in the journeys, against that server.
    /// </summary>
    internal static IReadOnlyList<string> OfServer { get; } = [.. All.Where(p => !Elsewhere.Any(e => p.StartsWith(e, StringComparison.Ordinal)))];

    [GeneratedRegex("""CrashPoint\.Pass\("([a-z.-]+)"\)""")]
    private static partial Regex Point();
}
