using System.CommandLine;
using Dateline.Formats;

namespace Dateline.App.Commands.Wires;

/// <summary><c>dateline inspect FILE…</c>: what Dateline reads in files, for people or, with <c>--json</c>, for programs. Ends with 1 where something can't be read.</summary>
internal static class InspectCommand
{
    private const string About =
        """
        Show what Dateline reads in files: field by field, with notes on what was odd and where.
        With --json each item is one JSON object on a line: file, format, guid, version, headline, slugline, byline, dateline, located, language, urgency, pubStatus, signals, embargo, body (HTML), bodyText, notes.
        What the file does not say is null: a guid that Dateline would have to make up, a language that is not stated.
        byline: the names without "By", several joined with ", ". urgency: as stated (IPTC 7901: the digit of the header; ANPA: flash 1, urgent 2, bulletin 3, others 6).
        body: of a picture, its caption. embargo: a time in UTC, "until-further-notice" or "unclear" (which embargoes until a person decides). item: counts from 1, where a file holds several.
        What can't be read is a line too, with error {code, message, line, column}; the exit status is then 1.
        """;

    internal static Command Create()
    {
        var files = WireFiles.Files();
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        var command = new Command("inspect", About) { files, json, WireFiles.Dialect, WireFiles.Zone, WireFiles.Language };
        command.SetAction((arguments, stop) => RunAsync(arguments.GetValue(files)!, arguments.GetValue(json), WireFiles.Options(arguments), stop));
        return command;
    }

    private static async Task<int> RunAsync(string[] files, bool json, ReadOptions options, CancellationToken stop)
    {
        await using var output = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);
        using var progress = new FileProgress(files.Length);
        var all = true;
        foreach (var file in files)
        {
            var read = await WireFiles.ReadAsync(file, options, stop);
            foreach (var item in InspectedItem.Of(file, read))
            {
                all &= item.Failure is null;
                if (json) InspectedJson.Write(output, item);
                else InspectedText.Write(output, item);
            }
            await output.FlushAsync(stop);
            progress.Step();
        }
        return all ? 0 : 1;
    }
}
