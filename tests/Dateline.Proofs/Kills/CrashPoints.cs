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

    /// <summary>Those that a server passes; a backup and a restore are programs of their own, with a proof of their own.</summary>
    internal static IReadOnlyList<string> OfServer { get; } = [.. All.Where(p => !p.StartsWith("backup.", StringComparison.Ordinal) && !p.StartsWith("restore.", StringComparison.Ordinal))];

    [GeneratedRegex("""CrashPoint\.Pass\("([a-z.-]+)"\)""")]
    private static partial Regex Point();
}
