using System.Globalization;
using System.Text.RegularExpressions;
using Dateline.Store.Database;

namespace Dateline.Store.Tests.Wire;

/// <summary>How SQLite goes about statements.</summary>
internal static partial class Plan
{
    /// <summary>The steps of all of them.</summary>
    internal static List<string> Of(Db db, IEnumerable<string> statements) =>
        [.. statements.SelectMany(sql => db.Many("explain query plan " + sql, static r => r.Text(3), [.. Enumerable.Repeat((object?)1L, Parameters(sql))]))];

    private static int Parameters(string sql) => Parameter().Matches(sql).Select(static m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();

    [GeneratedRegex(@"\$(\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
