namespace Dateline.Formats.Feeds;

/// <summary>
/// A web page where a feed or an item should be: a login, a consent form, "we are down for maintenance", answered with 200. It is not news, and not an empty feed either.
/// </summary>
internal static class WebPage
{
    internal static ReadFailure Failure { get; } = new(FailureCodes.NotAFeed, "This is a web page, not a feed: a login or an error page, most often. Nothing was read. Open the address in a browser, and check it.", new(Offset: 0));

    internal static bool Is(WireBytes bytes)
    {
        if (bytes.XmlRoot is { } root) return IsPage(root.Name);
        // Pages are seldom XML: the first tag is found by looking.
        var beginning = bytes.Span[..Math.Min(bytes.Span.Length, 2048)].TrimStart("\uFEFF \t\r\n"u8);
        if (!beginning.StartsWith("<"u8)) return false;
        var head = System.Text.Encoding.Latin1.GetString(beginning);
        return head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || head.Contains("<html", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsPage(string name) => name.Equals("html", StringComparison.OrdinalIgnoreCase) || name.Equals("head", StringComparison.OrdinalIgnoreCase) || name.Equals("body", StringComparison.OrdinalIgnoreCase);
}
