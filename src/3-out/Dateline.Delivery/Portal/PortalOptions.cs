namespace Dateline.Delivery.Portal;

/// <summary>What makes the clients' portal this agency's: its address, its face, its hours.</summary>
public sealed record PortalOptions
{
    /// <summary>Where people reach it, without a path: mails lead there.</summary>
    public Uri BaseUrl { get; init; } = new("http://127.0.0.1:5080");
    /// <summary>The zone in which times are told.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;
    /// <summary>The agency's logo: a file of the kind that pages show (SVG, PNG, JPEG, WebP). Null: its name stands in letters.</summary>
    public string? LogoFile { get; init; }
    /// <summary>The agency's colour, as #rrggbb; it must stand out on white. Null: Dateline's blue.</summary>
    public string? Colour { get; init; }
    /// <summary>At which hour of the day, in <see cref="TimeZone"/>, the daily mails go.</summary>
    public int DigestHour { get; init; } = 7;

    /// <summary>Whether a text is a colour that can be read on white: a contrast of 4.5 or more (WCAG 2.2, 1.4.3).</summary>
    public static bool IsColour(string text)
    {
        if (text.Length != 7 || text[0] != '#' || !text.AsSpan(1).ToString().All(char.IsAsciiHexDigit)) return false;
        var light = 0.2126 * Light(text, 1) + 0.7152 * Light(text, 3) + 0.0722 * Light(text, 5);
        return 1.05 / (light + 0.05) >= 4.5;
    }

    private static double Light(string text, int at)
    {
        var part = Convert.ToInt32(text.Substring(at, 2), 16) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }
}
