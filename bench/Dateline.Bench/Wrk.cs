using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Dateline.Bench;

/// <summary>wrk (Debian's package) as the load: its own process, its own clock.</summary>
internal static partial class Wrk
{
    internal sealed record Result(double PerSecond, double P99Milliseconds, int Errors);

    internal static Task<Result> Run(string url, TimeSpan time, int connections = 64, params string[] headers) =>
        Start(["-t1", "-c" + connections, "-d" + (int)time.TotalSeconds + "s", "--latency", .. headers.SelectMany(h => new[] { "-H", h }), url]);

    /// <summary>As a script of wrk's says what is asked.</summary>
    internal static Task<Result> RunScript(string url, TimeSpan time, int connections, string script) =>
        Start(["-t1", "-c" + connections, "-d" + (int)time.TotalSeconds + "s", "--latency", "-s", script, url]);

    private static async Task<Result> Start(string[] arguments)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("wrk is not installed: apt-get install wrk");
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var errors = NonOk().Match(text) is { Success: true } bad ? int.Parse(bad.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return new Result(Number(Rate().Match(text).Groups[1].Value), Milliseconds(P99().Match(text)), errors);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Milliseconds(Match match) => Number(match.Groups[1].Value) * match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex NonOk();
}
