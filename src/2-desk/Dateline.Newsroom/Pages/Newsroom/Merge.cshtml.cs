using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Editing;
using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Stories;
using Dateline.Store.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>
/// What a wire sent while a story was worked on here, brought together with it: what the wire changed, what we changed, and what both did. A person
/// chooses, sees the result, and takes it as a new revision. Where the text or the wire went on meanwhile, nothing is written and both are shown anew.
/// </summary>
internal sealed class MergeModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["headline"] = "f-headline",
        ["dek"] = "f-dek",
        ["bylines"] = "f-bylines",
        ["withFilesFrom"] = "f-files",
        ["rights"] = "code-terms",
        ["pictures"] = "media",
    };

    internal override string Title => Words.Fill("merge-title", Story?.Content.Slugline?.Text ?? Words["no-slug"]);

    internal override string Place => "";

    internal override string Right => Scopes.Write;

    internal override string? OnDesk => Story?.Desk;

    /// <summary>The story.</summary>
    internal Story? Story { get; private set; }

    /// <summary>What the wire sent; null: nothing waits.</summary>
    internal WireUpdate? Update { get; private set; }

    /// <summary>Both, brought together.</summary>
    internal StoryMerge? Merge { get; private set; }

    /// <summary>The result to be looked at; null: nobody asked.</summary>
    internal StoryContent? Result { get; private set; }

    /// <summary>Who has the story, where that is somebody else.</summary>
    internal string? Holder { get; private set; }

    /// <summary>Names the text that the choices are made for.</summary>
    internal string Tag => StoryAnswer.Tag(Story!);

    public IActionResult OnGet(Guid id) => !Load(id) ? NotFound() : May(Right) ? Page() : Closed();

    public async Task<IActionResult> OnPostAsync(Guid id, string tag, Guid item, string? act)
    {
        if (!Load(id)) return NotFound();
        if (!May(Right)) return Closed();
        if (Merge is null || tag != Tag || item != Update!.Item.Id) return Again(StatusCodes.Status409Conflict, "merge-stale");
        if (Merge.With(Chosen) is not { } result)
        {
            foreach (var piece in Merge.Changed.Where(p => Picked(p) is null)) Wrong(piece.Key, "merge-choose");
            return Again(StatusCodes.Status422UnprocessableEntity, "merge-choose");
        }
        Result = result;
        if (act != "take") return Page();
        if (await Store.Write(tx => Take(tx, id, tag, item, result)).ConfigureAwait(false)) return LocalRedirect($"/newsroom/stories/{id:D}");
        Load(id);
        return Again(StatusCodes.Status409Conflict, Holder is null ? "merge-stale" : "merge-locked");
    }

    /// <summary>What is chosen for a piece: by the person, else as usual.</summary>
    internal string? Picked(MergePiece piece) => Chosen(piece.Key) is { } chosen && piece.Choices.Contains(chosen) ? chosen : piece.Usual;

    /// <summary>What a piece is called.</summary>
    internal string LabelOf(MergePiece piece) => piece.Field == "body" ? Words["merge-body"] : Words[Labels.GetValueOrDefault(piece.Field, "code-" + piece.Field)];

    private string? Chosen(string key) => Request.HasFormContentType && Request.Form.TryGetValue("c-" + key, out var chosen) ? chosen.ToString() : null;

    private bool Load(Guid id) => Store.Read(db =>
    {
        Story = Seen(db, id);
        if (Story is null) return false;
        Update = WireUpdate.Of(db, Story);
        Merge = Update is null ? null : StoryMerge.Of(Update.Origin.Item.Content, Story.Content, Update.Item.Item.Content);
        Holder = Story.LockedBy is { } by && by != Me ? DoerNames.Of(db).GetValueOrDefault(by, by) : null;
        return true;
    });

    // Asked again where it is written: whoever saved, locked or sent in between comes first.
    private bool Take(StoreTransaction tx, Guid id, string tag, Guid item, StoryContent result)
    {
        if (Seen(tx.Db, id) is not { } story || StoryAnswer.Tag(story) != tag || story.LockedBy is { } by && by != Me) return false;
        if (WireUpdate.Of(tx.Db, story) is not { } update || update.Item.Id != item) return false;
        story = KeptBefore(tx, story);
        story = StoryEdit.Saved(tx, story, result, Me, "merge");
        update.Taken(tx, story, Me);
        return true;
    }

    /// <summary>What the story said stays as a revision, also where it was never saved as one.</summary>
    private Story KeptBefore(StoreTransaction tx, Story story)
    {
        var newest = StoryTable.Revision(tx.Db, story.Id, story.Revision);
        return newest is not null && StoryTable.Hash(newest).AsSpan().SequenceEqual(StoryTable.Hash(story.Content)) ? story : StoryTable.Keep(tx, story, Me, "before-merge");
    }
}
