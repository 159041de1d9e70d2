using System.CommandLine;
using Dateline.Formats;
using Dateline.Formats.Feeds;
using Dateline.Formats.NewsMlG2;
using Dateline.News;

namespace Dateline.App.Commands.Wires;

/// <summary><c>dateline convert --to FORMAT FILE…</c>: reads any format, writes another. What the other can't say is a note on standard error. Ends with 1 where something could not be converted.</summary>
internal static class ConvertCommand
{
    private static readonly Option<string> To = new("--to") { Description = "The format to write; ? lists them.", Required = true };
    private static readonly Option<DirectoryInfo?> Out = new("--out", "-o") { Description = "The folder to write into, a file for each item; without it, one FILE goes to standard output. What is there already is never written over." };

    internal static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Files in any known format; - is standard input.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("convert", "Write files in another format. What it can't say is a note on standard error.") { files, To, Out, WireFiles.Dialect, WireFiles.Zone, WireFiles.Language };
        command.SetAction((arguments, stop) => RunAsync(arguments, arguments.GetValue(files)!, stop));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, string[] files, CancellationToken stop)
    {
        var to = arguments.GetValue(To)!;
        if (to == "?") return List(Console.Out, 0);
        if (WireFormats.Writer(to) is not { } writer)
        {
            Console.Error.WriteLine($"dateline: there is no format \"{Terminal.Clean(to)}\" to write. There are:");
            return List(Console.Error, 2);
        }
        var folder = arguments.GetValue(Out);
        if (files.Length == 0) return Misused("name a FILE, or - for standard input.");
        if (folder is null && files.Length > 1) return Misused("several files need a folder to go to: --out FOLDER.");
        folder?.Create();
        using var progress = new FileProgress(files.Length);
        var converted = new ConvertedFiles(writer, folder?.FullName);
        var all = true;
        foreach (var file in files)
        {
            all &= await ConvertAsync(converted, file, await WireFiles.ReadAsync(file, WireFiles.Options(arguments), stop), stop);
            progress.Step();
        }
        return all ? 0 : 1;
    }

    private static async Task<bool> ConvertAsync(ConvertedFiles converted, string file, ReadResult read, CancellationToken stop)
    {
        var all = true;
        foreach (var item in InspectedItem.Of(file, read).Where(i => i.Failure is not null))
            all = Say(file, item.Failure!.Code, item.Failure.Message, item.Failure.Position);
        var items = read.Items.Select(i => i.Item).OfType<NewsItem>().ToList();
        return items.Count == 0 ? all : await converted.WriteAsync(file, items, stop) && all;
    }

    /// <summary>Says what went wrong with a file: false, for it did.</summary>
    internal static bool Say(string file, string code, string message, WirePosition at = default)
    {
        Console.Error.WriteLine($"{Terminal.Clean(file)}:{at.Line ?? 1}:{at.Column ?? 1}: {code}: {Terminal.Clean(message)}");
        return false;
    }

    private static int Misused(string what)
    {
        Console.Error.WriteLine("dateline: " + what);
        return 2;
    }

    private static int List(TextWriter output, int exit)
    {
        foreach (var writer in WireFormats.Writers) output.WriteLine($"{writer.Name,-18} {writer.ContentType}");
        return exit;
    }
}

/// <summary>Where what was converted goes: a folder, or standard output.</summary>
internal sealed class ConvertedFiles(IWireWriter writer, string? folder)
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    internal async Task<bool> WriteAsync(string file, List<NewsItem> items, CancellationToken stop)
    {
        if (items.Count > 1 && Together(file, items) is { } whole) return await PutAsync(file, whole, null, stop);
        if (items.Count > 1 && folder is null) return ConvertCommand.Say(file, "several-items", $"It holds {items.Count} items, and {writer.Name} is of one: name a folder with --out.");
        var all = true;
        for (var at = 0; at < items.Count; at++) all &= await PutAsync(file, writer.Write(items[at], WriteOptions.Default), items.Count > 1 ? at + 1 : null, stop);
        return all;
    }

    /// <summary>Several items in one document, in a format that has such documents; null: it has none.</summary>
    private WriteResult? Together(string file, List<NewsItem> items) => writer switch
    {
        FeedWriter feed => feed.WriteFeed(new FeedHead { Title = file == "-" ? "Dateline" : Path.GetFileNameWithoutExtension(file) }, items, WriteOptions.Default),
        NewsMlG2Writer g2 => g2.WriteMessage(items, new MessageEnvelope { Sent = items.Max(i => i.VersionCreated) ?? Instant.Now(TimeProvider.System) }, WriteOptions.Default),
        _ => null,
    };

    private async Task<bool> PutAsync(string file, WriteResult written, int? number, CancellationToken stop)
    {
        foreach (var note in written.Notes) ConvertCommand.Say(file, note.Code, note.Message, note.Position);
        try
        {
            await using var to = folder is null ? Console.OpenStandardOutput() : new FileStream(Path.Combine(folder, NameFor(file, number)), FileMode.CreateNew, FileAccess.Write);
            await to.WriteAsync(written.Bytes, stop);
            return true;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return ConvertCommand.Say(file, "file-unwritable", unwritable.Message);
        }
    }

    /// <summary>The file's own name with the ending of the format; files of the same name from several folders are counted.</summary>
    private string NameFor(string file, int? number)
    {
        var stem = (file == "-" ? "stdin" : Path.GetFileNameWithoutExtension(file)) + (number is null ? "" : $".{number}");
        var name = stem + Ending;
        for (var again = 2; !_names.Add(name); again++) name = $"{stem}-{again}{Ending}";
        return name;
    }

    private string Ending => writer.ContentType.Split(';')[0] switch
    {
        "text/html" => ".html",
        "text/markdown" => ".md",
        "message/rfc822" or "multipart/alternative" => ".eml",
        var type when type.EndsWith("json", StringComparison.Ordinal) => ".json",
        var type when type.EndsWith("xml", StringComparison.Ordinal) => ".xml",
        _ => ".txt",
    };
}
