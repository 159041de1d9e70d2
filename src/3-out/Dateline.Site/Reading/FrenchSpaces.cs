using System.Buffers;
using System.Text;
using Dateline.News;

namespace Dateline.Site.Reading;

/// <summary>
/// French sets a space before ; : ? ! and within « », at which no line may break: a narrow one, and before the colon a whole one. Where somebody typed a plain space or none, the page has the right one; the story keeps what was typed.
/// Addresses, hours (14:30) and codes (a;b) stay as they are, and so does what is set as it was typed or is in another language.
/// </summary>
internal static class FrenchSpaces
{
    private static readonly SearchValues<char> Marks = SearchValues.Create(";:?!«»");

    /// <summary>A line of text as it is shown.</summary>
    /// <param name="text">The text, as somebody typed it.</param>
    /// <param name="language">Its language.</param>
    internal static string Kept(string text, string language) => IsFrench(language) && text.AsSpan().ContainsAny(Marks) ? new FrenchPen(text, isMarkup: false).Written() : text;

    /// <summary>A story's text as it is shown.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">Its language.</param>
    internal static StoryHtml Kept(StoryHtml text, string language) =>
        IsFrench(language) && text.Markup.AsSpan().ContainsAny(Marks) && StoryHtml.TryRead(new FrenchPen(text.Markup, isMarkup: true).Written(), out var kept) ? kept : text;

    internal static bool IsFrench(ReadOnlySpan<char> language) => language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) && (language.Length == 2 || language[2] == '-');
}

/// <summary>Writes a text once more, mark by mark, with the spaces that French has. It goes through markup as a reader does: what stands before a mark is what is seen before it.</summary>
/// <param name="text">The text.</param>
/// <param name="isMarkup">Whether it is a story's clean markup; else plain.</param>
internal sealed class FrenchPen(string text, bool isMarkup)
{
    private const char Narrow = '\u202f', Whole = '\u00a0', Thin = '\u2009', Nothing = '\0', SomeSign = '&';
    private const string Closing = ")]»”’\"',.…!?;:";
    private const string Opening = "([{«“‘\"'!?;:¡¿";

    private readonly StringBuilder _written = new(text.Length + 16);
    private readonly Stack<bool> _isLeft = new([false]);
    private char _before, _beforeThat;
    private int _spaceAt;
    private bool _isAfterOpening;

    internal string Written()
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (isMarkup && text[at] == '<') at = Tag(at);
            else if (isMarkup && text[at] == '&') at = Entity(at);
            else if (_isLeft.Peek()) _written.Append(text[at]);
            else Sign(at);
        }
        return _written.ToString();
    }

    private void Sign(int at)
    {
        var sign = text[at];
        if (_isAfterOpening)
        {
            _isAfterOpening = false;
            if (sign is ' ' or Thin) sign = Narrow;
            else if (!char.IsWhiteSpace(sign)) Put(Narrow);
        }
        if (sign is ';' or ':' or '?' or '!' or '»') Before(sign, at);
        Put(sign);
        _isAfterOpening = sign == '«' && !IsAddress(at);
    }

    private void Before(char mark, int at)
    {
        var space = mark == ':' ? Whole : Narrow;
        if (_before is ' ' or Thin && _beforeThat != Nothing) _written[_spaceAt] = space;
        else if (_before != Nothing && !char.IsWhiteSpace(_before) && !Opening.Contains(_before, StringComparison.Ordinal) && (mark == '»' || Ends(at)) && !IsAddress(at)) Put(space);
    }

    private void Put(char sign)
    {
        if (char.IsWhiteSpace(sign)) _spaceAt = _written.Length;
        (_before, _beforeThat) = (sign, char.IsWhiteSpace(_before) ? _beforeThat : _before);
        _written.Append(sign);
    }

    /// <summary>Whether a word, or all, ends behind a mark.</summary>
    private bool Ends(int at) => at + 1 == text.Length || text[at + 1] is var next && (char.IsWhiteSpace(next) || isMarkup && next == '<' || Closing.Contains(next, StringComparison.Ordinal));

    /// <summary>Whether the word in which a mark stands is an address.</summary>
    private bool IsAddress(int at)
    {
        var (from, to) = (at, at);
        while (from > 0 && !char.IsWhiteSpace(text[from - 1]) && text[from - 1] != '>') from--;
        while (to < text.Length && !char.IsWhiteSpace(text[to]) && text[to] != '<') to++;
        var word = text.AsSpan(from, to - from);
        return word.Contains("://", StringComparison.Ordinal) || word.Contains('@') || word.Contains("www.", StringComparison.OrdinalIgnoreCase);
    }

    // An entity is a sign that a reader sees: the semicolon that ends it is none.
    private int Entity(int at)
    {
        var end = text.IndexOf(';', at);
        if (_isAfterOpening && !_isLeft.Peek()) Put(Narrow);
        _isAfterOpening = false;
        _written.Append(text, at, end + 1 - at);
        (_before, _beforeThat) = (SomeSign, _before);
        return end;
    }

    private int Tag(int at)
    {
        var end = text.IndexOf('>', at);
        var tag = text.AsSpan(at + 1, end - at - 1);
        var name = tag.TrimStart('/');
        name = name[..(name.IndexOfAny(' ', '/') is >= 0 and var length ? length : name.Length)];
        if (name is not ("a" or "strong" or "em" or "sub" or "sup")) (_before, _beforeThat, _isAfterOpening) = (Nothing, Nothing, false);
        if (tag[0] == '/') _isLeft.Pop();
        else if (name is not "br" && !tag.EndsWith('/')) _isLeft.Push(name is "pre" || IsLeft(tag));
        _written.Append(text, at, end + 1 - at);
        return end;
    }

    private bool IsLeft(ReadOnlySpan<char> tag)
    {
        const string Lang = " lang=\"";
        var at = tag.IndexOf(Lang, StringComparison.Ordinal);
        return at < 0 ? _isLeft.Peek() : !FrenchSpaces.IsFrench(tag[(at + Lang.Length)..][..tag[(at + Lang.Length)..].IndexOf('"')]);
    }
}
