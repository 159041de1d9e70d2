using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dateline.App.Commands.Remote;

namespace Dateline.App.Commands;

/// <summary><c>dateline vocabulary</c>: which vocabularies are in force; one as a file; a newer release of the Media Topics, or the house's own list, looked at and put in force.</summary>
internal static class VocabularyCommand
{
    private const int MostShown = 20;

    private static readonly Argument<string> Name = new Argument<string>("vocabulary") { Description = "Which one: mediatopics or house." }.AcceptOnlyFromAmong("mediatopics", "house");

    internal static Command Create()
    {
        var vocabulary = RemoteOptions.Verb("vocabulary", "Show which vocabularies are in force.", [], List);
        vocabulary.Add(RemoteOptions.Verb("export", "Write a vocabulary in force to the standard output, as JSON.", [Name], Export));
        vocabulary.Add(Import());
        return vocabulary;
    }

    private static async Task<int> List(ParseResult arguments, RemoteServer server) => Printed.Answer(server, await server.Get("vocabularies"), answer =>
    {
        foreach (var one in Printed.Items(answer)) Console.WriteLine($"{Printed.Text(one, "code"),-12} {Printed.Text(one, "release"),-12} {Printed.Text(one, "terms"),6} terms, {Printed.Text(one, "retired")} retired  {Printed.Text(one, "source")}");
    });

    private static async Task<int> Export(ParseResult arguments, RemoteServer server)
    {
        var bytes = await server.Bytes("vocabularies/" + arguments.GetValue(Name));
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(bytes, server.Stop);
        return ExitCodes.Done;
    }

    private static Command Import()
    {
        var files = new Argument<FileInfo[]>("file") { Description = "The files: of the Media Topics IPTC's own JSON, one for each language or one with all; of the house's own list one.", Arity = ArgumentArity.OneOrMore };
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would change." };
        return RemoteOptions.Verb("import", "Put a vocabulary in force; what it lacks is retired, and keeps its names.", [Name, files, dry], async (arguments, server) =>
        {
            foreach (var file in arguments.GetValue(files)!)
            {
                if (Read(file) is not { } document) return ExitCodes.Usage;
                var answer = await server.Send(HttpMethod.Put, $"vocabularies/{arguments.GetValue(Name)}{(arguments.GetValue(dry) ? "?dryRun=true" : "")}", document);
                Printed.Answer(server, answer, changes => Show(file, changes));
            }
            return ExitCodes.Done;
        });
    }

    private static JsonNode? Read(FileInfo file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(file.FullName).AsSpan().TrimStart("\uFEFF"u8));
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or JsonException)
        {
            Console.Error.WriteLine($"dateline: {file} can't be read: {bad.Message} Nothing of it was sent.");
            return null;
        }
    }

    private static void Show(FileInfo file, JsonNode changes)
    {
        Console.WriteLine($"{file.Name}: {string.Join(", ", new[] { "added", "renamed", "retired", "moved" }.Select(kind => $"{Printed.Items(changes, kind).Count()} {kind}"))}");
        foreach (var kind in new[] { "added", "renamed", "retired", "moved" })
            foreach (var term in Printed.Items(changes, kind).Take(MostShown))
                Console.WriteLine($"  {kind,-8} {Printed.Text(term, "code"),-24} {(Printed.Text(term, "before") is { Length: > 0 } before ? before + " → " : "")}{Printed.Text(term, "after")}");
    }
}
