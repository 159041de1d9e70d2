using System.Text;
using Dateline.Formats;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>The test-drive: any file or text, and what Dateline reads from it, field by field. Nothing is taken in.</summary>
[RequestFormLimits(ValueLengthLimit = Largest, MultipartBodyLengthLimit = Largest)]
[RequestSizeLimit(Largest)]
internal sealed class TryWireModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    private const int Largest = 33 * 1024 * 1024;

    internal override string Title => Words["try-title"];

    internal override string Place => "wires";

    internal override string Right => Scopes.Wires;

    /// <summary>The text that was pasted.</summary>
    internal string? Text { get; private set; }

    /// <summary>The dialect that was chosen; null: it is recognised.</summary>
    internal string? Dialect { get; private set; }

    /// <summary>The zone of times that state none.</summary>
    internal string? Zone { get; private set; }

    /// <summary>The file's name; null: a text was pasted.</summary>
    internal string? FileName { get; private set; }

    /// <summary>What was read; null: nothing was given yet.</summary>
    internal ReadResult? Read { get; private set; }

    /// <summary>All dialects by name.</summary>
    internal static IEnumerable<string> Dialects => WireFormats.Readers.SelectMany(f => f.Dialects).Select(d => d.Name).Append(WireDialect.Standard).Distinct().Order(StringComparer.Ordinal);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(string? text, string? dialect, string? zone, IFormFile? file)
    {
        (Text, Dialect, Zone) = (text, string.IsNullOrEmpty(dialect) ? null : dialect, string.IsNullOrWhiteSpace(zone) ? null : zone.Trim());
        if (Zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _)) Wrong("zone", "zone-bad");
        if (Dialect is not null && !Dialects.Contains(Dialect, StringComparer.Ordinal)) Wrong("dialect", "needed");
        if (file is not { Length: > 0 } && string.IsNullOrWhiteSpace(text)) Wrong("text", "try-needed");
        if (IsWrong) return Again(StatusCodes.Status422UnprocessableEntity);
        var reading = new ReadOptions { Dialect = Dialect, DefaultZone = Zone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(Zone), DefaultLanguage = Options.Language };
        FileName = file is { Length: > 0 } ? Path.GetFileName(file.FileName) : null;
        var bytes = FileName is null ? Encoding.UTF8.GetBytes(text!) : await Bytes(file!).ConfigureAwait(false);
        Read = WireFormats.Read(bytes, reading);
        return Page();
    }

    private async Task<byte[]> Bytes(IFormFile file)
    {
        using var memory = new MemoryStream((int)file.Length);
        await file.CopyToAsync(memory, HttpContext.RequestAborted).ConfigureAwait(false);
        return memory.ToArray();
    }
}
