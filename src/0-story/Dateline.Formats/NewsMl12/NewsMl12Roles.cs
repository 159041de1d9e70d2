namespace Dateline.Formats.NewsMl12;

/// <summary>What the roles of components mean: agencies make up their own, so words in them decide.</summary>
internal static class NewsMl12Roles
{
    /// <summary>How well a text of this role serves as the story: 3 for a body, 2 for the main part, 1 where nothing is said, 0 for what stands beside the story.</summary>
    internal static int AsText(string? role)
    {
        if (role is null) return 1;
        if (Is(role, "body") || Is(role, "bodytext") || Is(role, "fulltext") || Is(role, "maintext")) return 3;
        if (Is(role, "main") || Is(role, "text") || Is(role, "article") || Is(role, "story")) return 2;
        return IsBeside(role) ? 0 : 1;
    }

    private static bool IsBeside(string role)
    {
        foreach (var word in (string[])["abstract", "summary", "headline", "stylesheet", "style", "logo", "contact", "tweet", "caption", "keyword", "title", "teaser", "preview", "thumbnail", "quicklook", "supplement", "metadata", "trailer", "sms", "hashtag", "ticker", "quote"])
            if (role.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    internal static bool IsAbstract(string? role) => Has(role, "abstract") || Has(role, "summary") || Is(role, "lead");
    internal static bool IsHeadline(string? role) => Is(role, "headline");
    internal static bool IsCaption(string? role) => Has(role, "caption");
    internal static bool IsContact(string? role) => Has(role, "contact");
    internal static bool IsLogo(string? role) => Has(role, "logo");

    private static bool Is(string? role, string word) => role is not null && role.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static bool Has(string? role, string word) => role is not null && role.Contains(word, StringComparison.OrdinalIgnoreCase);
}
