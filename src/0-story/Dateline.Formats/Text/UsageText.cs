using System.Buffers;
using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>What the words of usage terms say to a machine: "NO ONLINE USE", "MANDATORY CREDIT: Northern Press". The words stay beside it.</summary>
internal static partial class UsageText
{
    /// <summary>The rights with what <paramref name="words"/> add to them.</summary>
    internal static Rights Read(Rights rights, string words)
    {
        if (!words.AsSpan().ContainsAny(Signs)) return rights;
        if (NoWeb().IsMatch(words)) rights = rights with { NoWeb = true };
        if (rights.MandatoryCredit is null && Credit().Match(words) is { Success: true } credit) rights = rights with { MandatoryCredit = credit.Groups[1].Value.Trim() };
        return rights;
    }

    // Each of the terms holds one of these, which are searched many times faster.
    private static readonly SearchValues<string> Signs = SearchValues.Create(["online", "web", "internet", "digital", "print", "mandatory"], StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\b(no|not for|not to be used) (the )?(online|web|internet|digital)\b|\bprint (use )?only\b|\bno (use|publication) on (the )?(web|internet)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoWeb();

    [GeneratedRegex(@"\bmandatory credit\s*:?\s*([^.;\n]{2,120})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credit();
}
