using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Iptc7901;

/// <summary>
/// One message. It states no field but those of its header: headline, byline, dateline and what is not for readers are told by where they stand and how they are written.
/// </summary>
internal sealed class Iptc7901Item
{
    // More lines between header and text than any agency has.
    private const int MostHeaderLines = 8;
    private const int MostHeadlineLines = 3;
    private const int LongestHeadlineLine = 110;
    private const int LongestSlug = 40;
    // A first line this long was broken by the wire; below a shorter one stands a headline of its own.
    private const int BrokenHeadline = 48;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly WireFrame _frame;
    private readonly ItemDraft _draft;
    private readonly WireLines _head;
    private readonly WireLines _text;
    private Iptc7901Header? _header;
    private Iptc7901Dialect _dialect = null!;
    private string? _category;
    private string? _trailer;
    private int _at;
    private int _end;
    private List<string>? _slugs;

    internal Iptc7901Item(ReadOnlyMemory<byte> file, WireFrame frame, ReadOptions options)
    {
        (_file, _frame) = (file, frame);
        _draft = new ItemDraft(options);
        _head = new WireLines(file, frame.Header.Start, frame.Header.Length);
        _text = frame.Text is { } text ? new WireLines(file, text.Start, text.Length) : _head;
        _end = _text.Count;
    }

    /// <summary>The name of the dialect it was read in; null where it was read as the standard has it.</summary>
    internal string? Dialect => _dialect.About.Name == WireDialect.Standard ? null : _dialect.About.Name;

    internal ReadItem Read()
    {
        if (NationalLetters.Restore(_text)) _draft.Note(NoteCodes.EncodingMismatch, "Seven bits with letters of a national set (ISO 646), which nothing declares: they were restored.", _text.Position(0));
        var keywords = ReadHeaderLine();
        _dialect = Iptc7901Dialect.Of(_draft.Options.Dialect, _header?.Service ?? "", _text);
        if (_category is not null) _draft.Subjects = [_dialect.SubjectOf(_category)];
        if (_frame.Text is null) ReadByShape(keywords); else ReadKeywordLines(keywords, _head.Count);
        ReadTrailer();
        ReadHeading();
        PrivateText.Cut(_text, _at, ref _end, _draft);
        CutNotebook();
        ReadBody();
        ReadIdentity();
        Settle();
        return _draft.ToReadItem();
    }

    // ---- header ---------------------------------------------------------------------------------------------------------------

    /// <summary>Reads the header line, before which relays put lines of their own, and says where the lines after it begin.</summary>
    private int ReadHeaderLine()
    {
        for (int line = 0, tried = 0; line < _head.Count && tried < MostHeaderLines; line++)
        {
            if (_head.IsBlank(line)) continue;
            tried++;
            if ((_header = Iptc7901Header.Read(_head[line])) is null) continue;
            ReadHeaderFields(line);
            return line + 1;
        }
        _draft.Note(NoteCodes.OddValue, "The message has no header line that can be read.", _head.Position(0));
        return 0;
    }

    private void ReadHeaderFields(int line)
    {
        _draft.Urgency = Urgency.From(_header!.Priority ?? 0);
        if (_header.Priority is null) _draft.Note(NoteCodes.OddValue, "The header states no priority of one digit.", _head.Position(line), _head[line].ToString());
        if (_header.Category is { } category) _category = category;
    }

    /// <summary>Keyword lines, take key and notes: what stands between the header line and the text.</summary>
    private void ReadKeywordLines(int from, int to)
    {
        for (var line = from; line < to; line++)
            if (!_head.IsBlank(line)) ReadKeywordLine(line);
    }

    private void ReadKeywordLine(int line)
    {
        var text = _head[line].Trim();
        if (TakeLine.Read(text, out var signal, inHeader: true)) { TakeKey(text, signal); return; }
        if (EmbargoText.Take(_draft, text.ToString(), _head, line)) { _draft.AddEdNote(text.ToString()); return; }
        if (IsNote(text)) { _draft.AddEdNote(text.ToString()); return; }
        if (BylineText.IsLine(text)) { ReadByline(text); return; }
        if (!text.TrimEnd(" /=").IsEmpty) (_slugs ??= []).Add(text.ToString());
    }

    private void ReadByline(ReadOnlySpan<char> line) => BylineText.Read(NewsText.OneLine(line.TrimEnd(" =").ToString())!, _draft.Bylines ??= []);

    private void TakeKey(ReadOnlySpan<char> line, SignalKind? signal)
    {
        var key = NewsText.OneLine(line.Trim(" ()=-:*<").ToString())!;
        _draft.TakeKey = _draft.TakeKey is null ? key : _draft.TakeKey + ", " + key;
        if (signal is not { } kind) return;
        (_draft.Signals ??= []).Add(new(kind, key));
        _draft.IsAdvisory |= kind == SignalKind.Advisory;
    }

    // ---- by shape: header and text are not parted by control characters --------------------------------------------------------------

    /// <summary>
    /// Finds where the headline begins: it ends in "=" at dpa, and stands right above that sign. Without one, keyword lines and take keys are passed by what they look like.
    /// </summary>
    private void ReadByShape(int from)
    {
        if (_header is not null && _frame.IsFramed) _draft.Note(NoteCodes.OddValue, "Nothing parts header and text; they were told apart by their shape.", _head.Position(from));
        var equals = EndOfHeadline(from);
        var line = from;
        for (var full = 0; line < _text.Count && full < MostHeaderLines; line++)
        {
            if (_text.IsBlank(line)) continue;
            var text = _text[line].Trim();
            if (line == equals || !(TakeLine.Read(text, out _, inHeader: true) || IsKeywordLine(text) || IsNote(text) || EmbargoText.IsMarked(text.ToString()) || line < equals && full == 0 && !text.Contains(' '))) break;
            ReadKeywordLine(line);
            full++;
        }
        _at = line;
    }

    private int EndOfHeadline(int from)
    {
        for (int line = from, full = 0; line < _text.Count && full < MostHeaderLines; line++)
        {
            if (_text.IsBlank(line)) continue;
            full++;
            var text = _text[line];
            if (text.EndsWith("=") && !BylineText.IsLine(text) && !TakeLine.Read(text, out _)) return line;
        }
        return -1;
    }

    private static bool IsKeywordLine(ReadOnlySpan<char> text)
    {
        if (text.EndsWith("/")) return true;
        if (!text.Contains('/') || text.Length > 60 || text.EndsWith("=") || text.ContainsAny(".?!:")) return false;
        return text.Count(' ') <= 3;
    }

    // ---- what stands over the text ------------------------------------------------------------------------------------------------------

    private void ReadHeading()
    {
        _at = _text.NextFull(_at);
        ReadHeadline();
        while ((_at = _text.NextFull(_at)) < _end && ReadOverText()) { }
    }

    private void ReadHeadline()
    {
        for (; _at < _end; _at = _text.NextFull(_at + 1))
        {
            var line = _text[_at].Trim();
            if (TakeLine.Read(line, out var signal)) TakeKey(line, signal);
            else if (EmbargoText.Take(_draft, line.ToString(), _text, _at)) _draft.AddEdNote(line.TrimEnd(" =").ToString());
            else if (IsBracketed(line) && _text.NextFull(_at + 1) < _end) _draft.AddEdNote(line.Trim(" =()").ToString());
            else break;
        }
        if (_at >= _end || BeginsText(_at) && !StandsOverText() || BylineText.IsLine(_text[_at])) return;
        if (IsSlugOverHeadline()) (_slugs ??= []).Add(_text[_at++].Trim().ToString());
        var last = LastOfHeadline();
        _draft.Headline = Headline.From(_text.Joined(_at, last + 1)?.Replace('\n', ' ').TrimEnd(' ', '='));
        _at = last + 1;
    }

    /// <summary>Where the header has no keywords, they may stand over the headline, in capitals.</summary>
    private bool IsSlugOverHeadline()
    {
        if (_slugs is not null || InfoSlug() is not null || _at + 1 >= _end || _text[_at].Length > LongestSlug || _text.IsBlank(_at + 1)) return false;
        return IsInCapitals(_text[_at]) && !IsInCapitals(_text[_at + 1]) && !BeginsText(_at + 1) && !BylineText.IsLine(_text[_at + 1]) && _text[_at + 1].Length <= LongestHeadlineLine;
    }

    private static bool IsInCapitals(ReadOnlySpan<char> line)
    {
        var hasLetter = false;
        foreach (var c in line)
        {
            if (char.IsLower(c)) return false;
            hasLetter |= char.IsLetter(c);
        }
        return hasLetter && line[^1] is not ('=' or '.' or '!' or '?');
    }

    /// <summary>A headline of several lines ends in "=", or stands apart from the text by an empty line and is no sentence.</summary>
    private int LastOfHeadline()
    {
        var end = _at;
        for (var line = _at; line < _end && line < _at + MostHeadlineLines && !_text.IsBlank(line) && _text[line].Length <= LongestHeadlineLine; line++)
        {
            if (line > _at && (_text[line][0] is ' ' or '\t' || BylineText.IsLine(_text[line]) || BeginsText(line))) break;
            if (_text[line].EndsWith("=")) return line;
            end = line;
        }
        var isApart = end > _at && end + 1 < _end && _text.IsBlank(end + 1) && _text.NextFull(end + 1) < _end && !_text[end].EndsWith(".") && !_text[_at].EndsWith(".");
        return isApart && (_text[_at].Length >= BrokenHeadline || char.IsLower(_text[_at + 1][0])) ? end : _at;
    }

    /// <summary>Whether the text itself begins on this line: with a dateline, or with an indent and a sentence.</summary>
    private bool BeginsText(int line) => !_text[line].EndsWith("=") && (PlacelineText.In(_text[line]) is not null || _text[line].StartsWith("   ") && _text[line].Length > 60);

    /// <summary>Whether a line that looks like the beginning of the text ("BREMS - Kessel stimmt zu") has the text below it, with a dateline of its own.</summary>
    private bool StandsOverText()
    {
        if (_text[_at].Length > LongestHeadlineLine || _at + 1 >= _end || !_text.IsBlank(_at + 1)) return false;
        var next = _text.NextFull(_at + 1);
        return next < _end && PlacelineText.In(_text[next]) is not null;
    }

    /// <summary>A byline, a second headline, a note, an embargo: false where the text begins.</summary>
    private bool ReadOverText()
    {
        var line = _text[_at];
        var text = line.Trim();
        if (BylineText.IsLine(text)) ReadByline(text);
        else if (TakeLine.Read(text, out var signal) && text.Length < 40) TakeKey(text, signal);
        else if (EmbargoText.Take(_draft, text.ToString(), _text, _at)) _draft.AddEdNote(text.ToString());
        else if (IsNote(text)) { ReadNote(); return true; }
        else if ((text.EndsWith("=") || IsSecondHeadline()) && !BeginsText(_at)) _draft.Dek = NewsText.OneLine((_draft.Dek + " " + text.TrimEnd(" =").ToString()));
        else return false;
        _at++;
        return true;
    }

    /// <summary>One line of its own between headline and text, and no sentence.</summary>
    private bool IsSecondHeadline()
    {
        var text = _text[_at];
        if (_draft.Headline is null || _draft.Dek is not null || text.Length > LongestHeadlineLine || text[0] is ' ' or '\t' || text[^1] is '.' or '!' or '?' or ':') return false;
        return _at + 1 < _end && _text.IsBlank(_at + 1) && _text.NextFull(_at + 1) is var next && next < _end && BeginsText(next);
    }

    // "(Berichtigung: Zahl im ersten Absatz)", "=(Picture)=": no headline stands in brackets as a whole.
    private static bool IsBracketed(ReadOnlySpan<char> text) => text.Trim(" =") is ['(', _, .., ')'] inner && !inner[1..^1].ContainsAny('(', ')');

    private static bool IsNote(ReadOnlySpan<char> text)
    {
        if (IsBracketed(text) || text.Length > 2 && text[0] == '(' && text.TrimEnd(" =").EndsWith(")")) return true;
        text = text.TrimStart("(*[ ");
        return text.StartsWith("Eds", StringComparison.OrdinalIgnoreCase) && text.Length > 4 && text[3] is ':' or ' ' or '.' or ',' && text.IndexOf(':') is > 0 and < 40
            || text.StartsWith("Editors:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("Note to editors", StringComparison.OrdinalIgnoreCase) || text.StartsWith("Attention editors", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("Achtung Redaktionen", StringComparison.OrdinalIgnoreCase) || text.StartsWith("Redaktionshinweis", StringComparison.OrdinalIgnoreCase) || text.StartsWith("(Achtung", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("Note aux rédactions", StringComparison.OrdinalIgnoreCase) || text.StartsWith("Note aux clients", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A note goes on to the line that ends it: with its bracket, or with the paragraph.</summary>
    private void ReadNote()
    {
        var from = _at;
        var isBracketed = _text[_at].TrimStart().StartsWith("(");
        while (_at < _end && !_text.IsBlank(_at))
        {
            var text = _text[_at++];
            if (isBracketed ? text.TrimEnd(" =").EndsWith(")") : text.EndsWith("=")) break;
            if (_at < _end && (_text[_at].StartsWith("  ") || BeginsText(_at) || BylineText.IsLine(_text[_at]))) break;
        }
        for (var line = from; line < _at; line++) EmbargoText.Take(_draft, _text[line].Trim().ToString(), _text, line);
        _draft.AddEdNote(_text.Joined(from, _at)?.Replace('\n', ' ').Trim('(', ')', ' ', '=', '*'));
    }

    // ---- what is not for readers ----------------------------------------------------------------------------------------------------------

    private void CutNotebook()
    {
        for (var line = _at; line < _end; line++)
        {
            if (!_dialect.BeginsNotebook(_text[line])) continue;
            _draft.AddEdNote(_text.Joined(line, _end));
            _end = line;
        }
        TrimEnd();
        if (_end <= _at || !_dialect.IsSignature(_text[_end - 1])) return;
        var signature = _text[--_end].Trim().ToString();
        _draft.StaffNote = _draft.StaffNote is null ? signature : signature + "\n" + _draft.StaffNote;
    }

    private void TrimEnd()
    {
        while (_end > _at && (_text.IsBlank(_end - 1) || _text[_end - 1].Trim() is "NNNN")) _end--;
    }

    // ---- the text -------------------------------------------------------------------------------------------------------------------------

    private void ReadBody()
    {
        if (_at < _end) _draft.Placeline = PlacelineText.In(Opening());
        (_draft.Body, _draft.Preformatted) = PlainStory.Read(_text, _at, _end);
        if (_draft.Body.IsEmpty && _frame.Text is null) _draft.Note(NoteCodes.OddValue, "The message has no text.", _head.Position(0));
        if (_frame is { IsFramed: true, Text: not null, Trailer: null }) _draft.Note(NoteCodes.CutShort, "The text has no end mark: it may be cut short.", _text.Position(_text.Count));
    }

    /// <summary>The first words of the text, over the end of a line.</summary>
    private ReadOnlySpan<char> Opening()
    {
        var first = _text[_at].TrimStart();
        return first.Length > 70 || _at + 1 >= _end || _text.IsBlank(_at + 1) ? first : string.Concat(first, " ", _text[_at + 1].TrimStart());
    }

    // ---- identity and time -------------------------------------------------------------------------------------------------------------------

    /// <summary>The date that ends a message stands behind ETX; where that was taken away, or nothing stands there, on the last line.</summary>
    private void ReadTrailer()
    {
        if (_frame.Trailer is { } run)
        {
            var trailer = new WireLines(_file, run.Start, run.Length);
            var line = trailer.NextFull(0);
            if (line < trailer.Count && ReadTime(trailer, line)) return;
        }
        TrimEnd();
        if (_end > _at && ReadTime(_text, _end - 1)) _end--;
    }

    private bool ReadTime(WireLines lines, int line)
    {
        var text = lines[line].Trim();
        if (WireStamp.Read7901(text) is not { } stamp) return false;
        (_draft.VersionCreated, _trailer) = (stamp.At(_draft.Options.DefaultZone), stamp.Day);
        if (!stamp.HasZone) _draft.Note(NoteCodes.ZoneAssumed, $"The time states no zone: {_draft.Options.DefaultZone?.Id ?? "UTC"} was assumed.", lines.Position(line), text.ToString());
        return true;
    }

    // The number begins again every day: without a date it names many messages, and only the bytes tell them apart.
    private void ReadIdentity()
    {
        var length = (_frame.Trailer?.End ?? _frame.Text?.End ?? _frame.Header.End) - _frame.Header.Start;
        var day = _trailer ?? DerivedGuid.Part(_file.Span.Slice(_frame.Header.Start, length));
        DerivedGuid.Give(_draft, _head.Position(0), DerivedGuid.NoIdentity, Iptc7901Format.FormatName, _header?.Service ?? "x", _header?.Number ?? "x", day);
        var code = _header?.Service.ToLowerInvariant();
        if (_dialect.Agency is { } agency) _draft.Provider = new(agency, agency);
        else if (code is not null) _draft.Provider = new(code, null);
        _draft.Language = _dialect.LanguageOf(code ?? "");
    }

    private void Settle()
    {
        TakeHeadlineOfHeader();
        _draft.Slugline = Slugline.From(_slugs is null ? InfoSlug() : string.Join('/', _slugs.Select(s => s.TrimEnd(' ', '/', '='))));
        _draft.TakeKey ??= TakeKeys.In(_draft.EdNote, _draft.Slugline?.Text);
        _draft.Listen(_head.Position(0));
    }

    /// <summary>
    /// Where the text opens without a headline, it stood in the header, below the keywords, as older wires have it: a line that ends in "=", or one of several words.
    /// Another one below it is a second headline.
    /// </summary>
    private void TakeHeadlineOfHeader()
    {
        if (_draft.Headline is not null || _slugs is null) return;
        var first = _slugs.FindIndex(line => line.EndsWith('=') || line != _slugs[0] && !line.EndsWith('/') && line.Count(c => c == ' ') >= 2);
        if (first < 0) return;
        var last = Math.Max(first, _slugs.FindIndex(first, line => line.EndsWith('=')));
        _draft.Headline = Headline.From(Joined(first, last + 1));
        _draft.Dek ??= NewsText.OneLine(Joined(last + 1, _slugs.Count));
        _slugs = first == 0 ? null : _slugs[..first];

        string Joined(int from, int to) => string.Join(' ', _slugs![from..to].Select(line => line.TrimEnd(' ', '=')));
    }

    // What stands behind the count of words is a keyword, unless it is the agency's sign and a number.
    private string? InfoSlug()
    {
        if (_header?.Info is not { } info || !info.Any(char.IsLetter)) return null;
        var words = info.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [{ Length: <= 5 }, var number] && int.TryParse(number, out _) ? null : info.TrimEnd('/', ' ', '=');
    }
}
