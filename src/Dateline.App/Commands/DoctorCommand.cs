using System.CommandLine;
using System.Text.Json;
using Dateline.App.Doctoring;
using Dateline.App.Settings;

namespace Dateline.App.Commands;

/// <summary><c>dateline doctor</c>: checks a set-up before it is trusted, and any day after. Ends with 0 where nothing fails, 1 where something does, 2 where the settings can't be read.</summary>
internal static class DoctorCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print the findings as JSON." };

    internal static Command Create()
    {
        var command = new Command("doctor", "Check settings, data folder, database, log, keys, backups, clock and addresses. The server may be running; nothing is changed.") { Json, ServeCommand.Data, ServeCommand.Urls, ServeCommand.Config, ServeCommand.Database, ServeCommand.Cert, ServeCommand.CertKey, ServeCommand.TrustedProxy };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var (settings, problems) = ServeCommand.Read(arguments);
        IReadOnlyList<Finding> findings = settings is null
            ? [.. problems.Select(p => Finding.Fail("settings", "setting-wrong", p))]
            : await Doctor.ExamineAsync(settings, TimeProvider.System, stop: stop);
        if (arguments.GetValue(Json)) Print(findings);
        else foreach (var finding in findings) Print(finding);
        return settings is null ? 2 : findings.Any(f => f.Level == Level.Fail) ? 1 : 0;
    }

    private static void Print(Finding finding)
    {
        var level = finding.Level switch { Level.Ok => "ok", Level.Warn => "warn", _ => "FAIL" };
        Console.WriteLine($"{level,-5} {finding.Code,-18} {finding.Text}");
        if (finding.Todo is not null) Console.WriteLine($"{"",-24} {finding.Todo}");
    }

    private static void Print(IReadOnlyList<Finding> findings)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", findings.All(f => f.Level != Level.Fail));
            json.WriteStartArray("findings");
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("level", News.StoryJson.Name(finding.Level));
                json.WriteString("code", finding.Code);
                json.WriteString("text", finding.Text);
                if (finding.Todo is not null) json.WriteString("todo", finding.Todo);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }
}
