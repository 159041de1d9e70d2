using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Vocabulary;
using Dateline.Store;
using Dateline.Store.House;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>The vocabularies by which stories are named, each as it is in force; what an import would change, before it does; what was imported when.</summary>
[RequestFormLimits(MultipartBodyLengthLimit = Largest)]
[RequestSizeLimit(Largest)]
internal sealed class VocabulariesModel(NewsStore store, NewsroomOptions options, VocabularyFollower follower) : PlacePage(store, options)
{
    private const int Largest = 33 * 1024 * 1024;
    private const int MostFiles = 20;

    /// <summary>As many changes of a kind are shown.</summary>
    internal const int MostShown = 100;

    internal override string Title => Words["place-vocabularies"];

    internal override string Place => "vocabularies";

    internal override string Right => Scopes.House;

    /// <summary>What is in force.</summary>
    internal static Vocabularies Force => Vocabularies.InForce;

    /// <summary>What was imported, the newest first.</summary>
    internal IReadOnlyList<VocabularyRelease> Imports { get; private set; } = [];

    /// <summary>What is looked at and not taken over, with what it would change.</summary>
    internal IReadOnlyDictionary<string, (VocabularyRelease Staged, VocabularyChanges Changes)> Looked { get; private set; } = new Dictionary<string, (VocabularyRelease, VocabularyChanges)>();

    /// <summary>Why a file could not be read, by the vocabulary it was given for.</summary>
    internal (string Name, Refusal Why)? Refused { get; private set; }

    /// <summary>What gives no file.</summary>
    internal string? NoFile { get; private set; }

    private Dictionary<string, string> People { get; set; } = [];

    public void OnGet() => Load();

    public IActionResult OnGetExport(string? name, string? form)
    {
        if (!VocabularyImport.Names.Contains(name, StringComparer.Ordinal)) return NotFound();
        var (bytes, type, file) = VocabularyImport.Export(name!, form == "csv");
        return File(bytes, type, file);
    }

    public async Task<IActionResult> OnPostLookAsync(string? name, List<IFormFile>? files)
    {
        if (!VocabularyImport.Names.Contains(name, StringComparer.Ordinal)) return NotFound();
        var given = (files ?? []).Where(f => f.Length > 0).Take(MostFiles).ToList();
        if (given.Count == 0) NoFile = name;
        else
        {
            follower.Look();
            var read = VocabularyImport.Read(name!, [.. await Task.WhenAll(given.Select(Bytes)).ConfigureAwait(false)], Mine);
            if (read.IsDone)
            {
                var source = string.Join(", ", given.Select(f => Path.GetFileName(f.FileName)));
                await Store.Write(tx => VocabularyReleases.Stage(tx, name!, read.Value.Release, source.Length > 200 ? source[..200] + "…" : source, read.Value.Counts, read.Value.Content, Me)).ConfigureAwait(false);
                return LocalRedirect("/newsroom/vocabularies#look-" + name);
            }
            Refused = (name!, read.Refusal);
        }
        Load();
        return Again(StatusCodes.Status422UnprocessableEntity, "form-wrong");
    }

    public async Task<IActionResult> OnPostTakeAsync(string? name, string? seen)
    {
        if (!VocabularyImport.Names.Contains(name, StringComparer.Ordinal) || !Instant.TryParse(seen, out var at)) return NotFound();
        var taken = await Store.Write(tx => VocabularyReleases.TakeOver(tx, name!, at, Me)).ConfigureAwait(false);
        follower.Look();
        if (taken.IsDone) return LocalRedirect("/newsroom/vocabularies?done=1");
        Refused = (name!, taken.Refusal);
        Load();
        return Again(StatusCodes.Status409Conflict, "form-wrong");
    }

    public async Task<IActionResult> OnPostDropAsync(string? name)
    {
        await Store.Write(tx => { VocabularyReleases.Drop(tx, name ?? ""); return 0; }).ConfigureAwait(false);
        return LocalRedirect("/newsroom/vocabularies");
    }

    /// <summary>Who imported something.</summary>
    internal string NameOf(string who) => People.GetValueOrDefault(who, who);

    /// <summary>The counts of an import in words.</summary>
    internal string Told(VocabularyRelease release) =>
        release.Changes.Split(' ') is [{ Length: > 1 } added, { Length: > 1 } renamed, { Length: > 1 } retired, ..] ? Words.Fill("vocabulary-counts", added[1..], renamed[1..], retired[1..]) : "";

    /// <summary>Languages by their own codes.</summary>
    internal static string Languages(IEnumerable<string> tags) => string.Join(", ", tags);

    /// <summary>Whether so much would be retired that the files are most likely not the whole release.</summary>
    internal static bool IsPart(string name, VocabularyChanges changes) => name == VocabularyReleases.MediaTopics && changes.Retired.Count > Force.Topics.All.Count(t => !t.IsRetired) / 4;

    private Language Mine => Language.From(Words.Tag) ?? Language.From("en")!.Value;

    private async Task<ReadOnlyMemory<byte>> Bytes(IFormFile file)
    {
        using var memory = new MemoryStream((int)file.Length);
        await file.CopyToAsync(memory, HttpContext.RequestAborted).ConfigureAwait(false);
        return memory.ToArray();
    }

    private void Load()
    {
        var (imports, people, staged) = Store.Read(db => (VocabularyReleases.All(db), Dateline.Store.Keeping.People.Names(db),
            VocabularyImport.Names.Select(n => (Row: VocabularyReleases.Staged(db, n), Content: VocabularyReleases.Content(db, n, 0))).Where(s => s.Row is not null && s.Content is not null).ToList()));
        (Imports, People) = (imports, people);
        Looked = staged.Select(s => (s.Row, Read: VocabularyImport.Read(s.Row!.Name, [s.Content!], Mine))).Where(s => s.Read.IsDone).ToDictionary(s => s.Row!.Name, s => (s.Row!, s.Read.Value!.Changes));
    }
}
