using Dateline.News;
using Dateline.Store;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dateline.Newsroom.Staff;

/// <summary>What every staff page knows: its words, its moment, and the way to others in the same language.</summary>
internal abstract class StaffPage(NewsStore store, NewsroomOptions options) : PageModel
{
    private StaffWords? _words;

    /// <summary>The store.</summary>
    protected NewsStore Store => store;

    /// <summary>The module's settings.</summary>
    internal NewsroomOptions Options => options;

    /// <summary>The page's words.</summary>
    internal StaffWords Words => _words ??= StaffWords.For(Request, options);

    /// <summary>The moment it shows.</summary>
    internal Instant Now { get; } = store.Clock.Now();

    /// <summary>What stands in the window's title.</summary>
    internal abstract string Title { get; }

    /// <summary>Whether it is the first page.</summary>
    internal virtual bool IsBoard => false;

    /// <summary>An address of the staff's pages, in the language that was asked for.</summary>
    internal string Here(string path) => Request.Query.ContainsKey("lang") ? $"{path}?lang={Words.Tag}" : path;
}
