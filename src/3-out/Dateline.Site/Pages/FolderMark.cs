namespace Dateline.Site.Pages;

/// <summary>How often something of a site's folder of files has changed since the start: nothing in the store tells of it.</summary>
internal sealed class FolderMark
{
    private long _changes;

    internal long Changes => Interlocked.Read(ref _changes);

    internal void Grow() => Interlocked.Increment(ref _changes);
}
