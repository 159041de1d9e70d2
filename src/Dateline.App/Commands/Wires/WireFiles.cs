using System.CommandLine;
using System.CommandLine.Parsing;
using Dateline.Formats;
using Dateline.News;

namespace Dateline.App.Commands.Wires;

/// <summary>The files that a verb looks at, and how they are read: one after the other, each let go before the next, so that thousands weigh as much as one.</summary>
internal static class WireFiles
{
    /// <summary>The file that can't be opened.</summary>
    internal const string Unreadable = "file-unreadable";

    internal static Argument<string[]> Files() => new("FILE") { Description = "Files in any known format; - is standard input.", Arity = ArgumentArity.OneOrMore };

    internal static readonly Option<string?> Dialect = new("--dialect") { Description = "The agency's dialect, as a source would name it; \"standard\" for none. Otherwise it is recognised." };
    internal static readonly Option<string?> Zone = new("--zone") { Description = "The time zone of times that state none, like Europe/Copenhagen." };
    internal static readonly Option<string?> Language = new("--language") { Description = "The language of items that state none, like fr or en-GB." };

    static WireFiles()
    {
        Zone.Validators.Add(given => { if (given.GetValueOrDefault<string?>() is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) given.AddError($"There is no time zone \"{zone}\". Use a name like Europe/Copenhagen."); });
        Language.Validators.Add(given => { if (given.GetValueOrDefault<string?>() is { } tag && News.Language.From(tag) is null) given.AddError($"\"{tag}\" is not a language tag. Use one like fr or en-GB."); });
        Dialect.Validators.Add(given => { if (given.GetValueOrDefault<string?>() is { } name && !Dialects.Contains(name, StringComparer.Ordinal)) given.AddError($"There is no dialect \"{name}\". There are: {string.Join(", ", Dialects)}."); });
    }

    private static IEnumerable<string> Dialects => WireFormats.Readers.SelectMany(f => f.Dialects).Select(d => d.Name).Append(WireDialect.Standard).Distinct().Order(StringComparer.Ordinal);

    /// <summary>How the files are to be read.</summary>
    internal static ReadOptions Options(ParseResult arguments) => new()
    {
        Dialect = arguments.GetValue(Dialect),
        DefaultZone = arguments.GetValue(Zone) is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : null,
        DefaultLanguage = News.Language.From(arguments.GetValue(Language)),
    };

    /// <summary>The bytes of a file; why there are none, where it can't be opened or is larger than what is read.</summary>
    internal static async Task<(ReadOnlyMemory<byte> Bytes, ReadFailure? Failure)> BytesAsync(string file, int most, CancellationToken stop)
    {
        try
        {
            await using var from = file == "-" ? Console.OpenStandardInput() : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1, useAsync: true);
            return await BytesAsync(from, most, stop);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (default, new ReadFailure(Unreadable, $"The file can't be opened: {unreadable.Message}"));
        }
    }

    /// <summary>Reads a file in whichever format recognises it.</summary>
    internal static async Task<ReadResult> ReadAsync(string file, ReadOptions options, CancellationToken stop)
    {
        var (bytes, failure) = await BytesAsync(file, options.MaxBytes, stop);
        return failure is null ? WireFormats.Read(bytes, options) : ReadResult.Failed("unknown", failure);
    }

    private static async Task<(ReadOnlyMemory<byte>, ReadFailure?)> BytesAsync(Stream from, int most, CancellationToken stop)
    {
        var bytes = new MemoryStream(from.CanSeek ? (int)Math.Min(from.Length, most) : 0);
        var chunk = new byte[64 * 1024];
        while (await from.ReadAsync(chunk, stop) is > 0 and var read)
        {
            if (bytes.Length + read > most) return (default, new ReadFailure(FailureCodes.TooLarge, $"The file has more than {most} bytes, which is the most that is read."));
            bytes.Write(chunk, 0, read);
        }
        return (bytes.GetBuffer().AsMemory(0, (int)bytes.Length), null);
    }
}
