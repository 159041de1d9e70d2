using Dateline.News;
using Dateline.Newsroom.Persons;
using Dateline.Store;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dateline.Newsroom.Staff;

/// <summary>What every staff page knows: its words, its moment, and the way to others in the same language.</summary>
internal abstract class StaffPage(NewsStore store, NewsroomOptions options) : PageModel
{
    private StaffWords? _words;
    private DeskRights? _rights;

    /// <summary>The store.</summary>
    protected NewsStore Store => store;

    /// <summary>The module's settings.</summary>
    internal NewsroomOptions Options => options;

    /// <summary>The page's words.</summary>
    internal StaffWords Words => _words ??= StaffWords.For(Request, options);

    /// <summary>The moment it shows.</summary>
    internal Instant Now { get; } = store.Clock.Now();

    /// <summary>What whoever looks may do, and which stories there are for them.</summary>
    internal DeskRights MyRights => _rights ??= DeskRights.Of(User);

    /// <summary>The story of that id; null where there is none for whoever looks.</summary>
    internal Story? Seen(Store.Database.Db db, Guid id) => StoryTable.Find(db, id) is { } story && Sees(story) ? story : null;

    /// <summary>Whether a story is there for whoever looks.</summary>
    internal bool Sees(Story story) => MyRights.Sees(story, Now);

    /// <summary>What stands in the window's title.</summary>
    internal abstract string Title { get; }

    /// <summary>Whether it is the first page.</summary>
    internal virtual bool IsBoard => false;

    /// <summary>An address of the staff's pages, in the language that was asked for.</summary>
    internal string Here(string path) => Request.Query.ContainsKey("lang") ? $"{path}?lang={Words.Tag}" : path;
}
