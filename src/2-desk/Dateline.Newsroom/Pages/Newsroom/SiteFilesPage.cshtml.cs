using System.Globalization;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Sites;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>A site's own files: what it has at <c>/files/</c>, and what programs look for at its root. They are uploaded here, replaced by one of the same name, and taken off.</summary>
[RequestSizeLimit(MostRequest)]
internal sealed class SiteFilesModel(NewsStore store, NewsroomOptions options) : SitePlacePage(store, options)
{
    private const long MostRequest = 8L * SiteFiles.MostBytes;
    private static readonly string[] AtRoot = ["favicon.svg", "favicon.ico", "apple-touch-icon.png", "ads.txt", "app-ads.txt"];

    internal override string Part => "files";

    /// <summary>Every file, by name.</summary>
    internal IReadOnlyList<SiteFile> Files { get; private set; } = [];

    /// <summary>The files that were not taken, with why.</summary>
    internal List<(string Name, string Why)> Refused { get; } = [];

    public IActionResult OnGet(string site) => Load(site) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string site, IFormFileCollection files)
    {
        if (!Load(site)) return NotFound();
        if (files.Count == 0) Wrong("files", "try-needed");
        foreach (var file in files)
        {
            var name = NameFor(file.FileName);
            var wrong = file.Length > SiteFiles.MostBytes ? "file-large" : await Keep(name, file).ConfigureAwait(false);
            if (wrong is not null) Refused.Add((file.FileName, Words.Fill(wrong, SiteFiles.MostBytes / 1024 / 1024, string.Join(" ", SiteFiles.Endings))));
        }
        if (Refused.Count == 0 && !IsWrong) return LocalRedirect($"{Path}?done=1");
        Load(site);
        return Again(StatusCodes.Status422UnprocessableEntity, files.Count == 0 ? null : "files-refused");
    }

    public async Task<IActionResult> OnPostOffAsync(string site, string name)
    {
        if (!Load(site)) return NotFound();
        await Store.Write(tx => SiteFiles.Remove(tx, site, name ?? "", Me)).ConfigureAwait(false);
        return LocalRedirect($"{Path}?done=1");
    }

    /// <summary>Where readers get a file.</summary>
    internal static string AddressOf(SiteFile file) => AtRoot.Contains(file.Name) ? "/" + file.Name : "/files/" + file.Name;

    /// <summary>A file's size as people say it.</summary>
    internal string SizeOf(SiteFile file) => file.Length < 1024 ? Words.Count("size-bytes", file.Length) : Words.Fill("size-kb", ((file.Length + 512) / 1024).ToString("#,0", CultureInfo.GetCultureInfo(Words.Tag)));

    // As addresses are written: small letters and hyphens.
    private static string NameFor(string given)
    {
        var name = given[(given.LastIndexOfAny(['/', '\\']) + 1)..].Trim().ToLowerInvariant();
        return string.Join('-', name.Split([' ', '\u00a0', '(', ')', ',', '\''], StringSplitOptions.RemoveEmptyEntries)).Replace("-.", ".", StringComparison.Ordinal);
    }

    private async Task<string?> Keep(string name, IFormFile file)
    {
        using var memory = new MemoryStream((int)file.Length);
        await file.CopyToAsync(memory, HttpContext.RequestAborted).ConfigureAwait(false);
        return await Store.Write(tx => SiteFiles.Put(tx, Site!.Code, name, memory.ToArray(), Me)).ConfigureAwait(false);
    }

    protected override void Read(Db db) => Files = SiteFiles.List(db, Site!.Code);
}
