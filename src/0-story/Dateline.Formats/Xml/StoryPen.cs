using Dateline.News;

namespace Dateline.Formats.Xml;

/// <summary>A <see cref="StoryHtmlWriter"/> that a thread keeps from story to story: its buffers are most of what a short text would cost.</summary>
internal sealed class StoryPen
{
    [ThreadStatic] private static StoryPen? _idle;

    private Action<RemovedMarkup>? _removed;

    private StoryPen() => Story = new StoryHtmlWriter(removed => _removed?.Invoke(removed));

    internal StoryHtmlWriter Story { get; }

    internal static StoryPen Take(Action<RemovedMarkup> removed)
    {
        var pen = _idle ?? new StoryPen();
        _idle = null;
        pen._removed = removed;
        return pen;
    }

    /// <summary>The text, and the pen back. A pen that a bad document leaves in the middle of a text is not given back.</summary>
    internal StoryHtml Finish()
    {
        var html = Story.ToStoryHtml();
        _removed = null;
        if (html.Markup.Length < 200_000) _idle = this;
        return html;
    }
}
