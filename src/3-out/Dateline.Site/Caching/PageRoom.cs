namespace Dateline.Site.Caching;

/// <summary>
/// The memory that the kept pages of all sites share: so many bytes, however many sites there are. What a page holds is what it is counted for: less, once it is kept packed alone.
/// </summary>
/// <param name="mostBytes">How many bytes at most.</param>
internal sealed class PageRoom(long mostBytes)
{
    private readonly LinkedList<CachedPage> _byAge = [];
    private long _bytes;

    /// <summary>Held by whoever changes what is kept, on any site.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>How many bytes are held.</summary>
    internal long Bytes { get { lock (Gate) return _bytes; } }

    /// <summary>Takes a page in, and has others dropped where there is no room for it. Called under the gate.</summary>
    internal void Take(CachedPage page)
    {
        page.Place = _byAge.AddLast(page);
        page.Page.Resized = () => Recount(page);
        Count(page);
        MakeRoom();
    }

    private void Recount(CachedPage page)
    {
        lock (Gate)
        {
            if (page.Place is null) return;
            Count(page);
            MakeRoom();
        }
    }

    /// <summary>A page is kept no longer. Called under the gate.</summary>
    internal void Release(CachedPage page)
    {
        if (page.Place is not { } place) return;
        _byAge.Remove(place);
        (page.Place, page.Page.Resized) = (null, null);
        _bytes -= page.CountedSize;
    }

    private void Count(CachedPage page)
    {
        _bytes -= page.CountedSize;
        page.CountedSize = page.Size;
        _bytes += page.CountedSize;
    }

    // The oldest go first, but a page that was served since the last round stays for another.
    private void MakeRoom()
    {
        for (var left = 2 * _byAge.Count; _bytes > mostBytes && left > 0; left--)
        {
            var place = _byAge.First!;
            var page = place.Value;
            if (!page.WasUsed) { page.Keeper!.Drop(page); continue; }
            page.WasUsed = false;
            _byAge.RemoveFirst();
            _byAge.AddLast(place);
        }
    }
}
