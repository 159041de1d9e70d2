using System.CommandLine;
using Dateline.Formats;
using Dateline.Formats.Checks;

namespace Dateline.App.Commands.Wires;

/// <summary><c>dateline validate FILE…</c>: what is wrong with files, a finding a line. Ends with 1 where there are findings.</summary>
internal static class ValidateCommand
{
    private const string About =
        """
        Check files: whether they can be read, by IPTC's schemas of NewsML-G2 and NITF 3.6 where these are at hand, ninjs 1.0 to 3.1 property by property, and for what a schema can't catch (aliases that nothing declares, codes out of form, times without zone, NITF without namespace).
        A finding a line: FILE:LINE:COLUMN: CODE: what stands there. Exit status 1 where there are any.
        The schemas are looked for in $DATELINE_STANDARDS, else in ../shared/standards; nothing is fetched.
        """;

    internal static Command Create()
    {
        var files = WireFiles.Files();
        var command = new Command("validate", About) { files, WireFiles.Dialect, WireFiles.Zone, WireFiles.Language };
        command.SetAction((arguments, stop) => RunAsync(arguments.GetValue(files)!, WireFiles.Options(arguments), stop));
        return command;
    }

    private static async Task<int> RunAsync(string[] files, ReadOptions options, CancellationToken stop)
    {
        var schemas = Schemas();
        using var progress = new FileProgress(files.Length);
        var count = 0;
        foreach (var file in files)
        {
            var (bytes, failure) = await WireFiles.BytesAsync(file, options.MaxBytes, stop);
            var findings = failure is null ? WireChecks.Check(bytes, schemas, options) : [new WireFinding(failure.Code, failure.Message, failure.Position)];
            foreach (var finding in findings) Print(file, finding);
            count += findings.Count;
            progress.Step();
        }
        return count == 0 ? 0 : 1;
    }

    private static void Print(string file, WireFinding finding)
    {
        var at = finding.Position;
        var where = $"{at.Line ?? 1}:{at.Column ?? 1}";
        var pointer = at.Pointer is { Length: > 0 } named ? $" ({Terminal.Clean(named)})" : at.Line is null && at.Offset is { } offset ? $" (byte {offset})" : "";
        Console.WriteLine($"{Terminal.Bold(Terminal.Clean(file))}:{where}: {Terminal.Yellow(finding.Code)}: {Terminal.Clean(finding.Message)}{pointer}");
    }

    /// <summary>The schemas of the standards' folder; null, and a word on it, where there are none.</summary>
    private static WireSchemas? Schemas()
    {
        var named = Environment.GetEnvironmentVariable("DATELINE_STANDARDS");
        var folder = string.IsNullOrEmpty(named) ? Path.Combine("..", "shared", "standards") : named;
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.OrdinalIgnoreCase);
        try
        {
            foreach (var part in (string[])["combined-xsd", "newsml-g2/xsd", "nitf/xsd"])
                if (Directory.Exists(Path.Combine(folder, part)))
                    foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, part), "*.xsd")) files.TryAdd(Path.GetFileName(file), File.ReadAllBytes(file));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Without(unreadable.Message);
        }
        if (files.Count == 0) return Without($"there are none in {folder}");
        var read = WireSchemas.Read(files);
        return read.IsDone ? read.Value : Without(read.Refusal!.Message);
    }

    private static WireSchemas? Without(string why)
    {
        Console.Error.WriteLine($"dateline: no schemas ({Terminal.Clean(why)}): only Dateline's own checks are made. Set DATELINE_STANDARDS to a folder that holds them.");
        return null;
    }
}
