using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Anpa1312;

/// <summary>One message: header, headings between "^" and "&lt;", text, time stamp.</summary>
internal sealed class Anpa1312Item
{
    // What stands above a text; more would be a text that is set in such lines.
    private const int MostHeadings = 14;
    private const int LongestHeading = 100;
    private const char StartOfText = '\u0002';

    private readonly ReadOnlyMemory<byte> _file;
    private readonly WireFrame _frame;
    private readonly ItemDraft _draft;
    private readonly WireLines _text;
    private readonly string _trailer;
    private Anpa1312Header? _header;
    private AnpaDialect _dialect = null!;
    private readonly int _story;
    private string? _day;
    private int _at;
    private int _end;

    internal Anpa1312Item(ReadOnlyMemory<byte> file, WireFrame frame, ReadOptions options)
    {
        (_file, _frame) = (file, WithHeadings(frame, file.Span));
        _draft = new ItemDraft(options);
        var text = _frame.Text ?? _frame.Header;
        _text = new WireLines(file, text.Start, text.Length, controlsCount: true);
        _story = _frame == frame ? 0 : TakeOffStart(_text);
        _trailer = frame.Trailer is { } run ? UndeclaredText.ReadUnshifted(file.Span.Slice(run.Start, run.Length)) : "";
        _end = _text.Count;
    }

    /// <summary>Some senders set STX below the headings: these belong to the text all the same.</summary>
    private static WireFrame WithHeadings(WireFrame frame, ReadOnlySpan<byte> file)
    {
        if (frame.Text is not { } text || file.Slice(frame.Header.Start, frame.Header.Length).IndexOf("\n^"u8) is not (>= 0 and var before)) return frame;
        var start = frame.Header.Start + before + 1;
        return frame with { Header = new(frame.Header.Start, start - frame.Header.Start), Text = new(start, text.End - start) };
    }

    // The line that STX stands on, without it.
    private static int TakeOffStart(WireLines text)
    {
        for (var line = 0; line < text.Count; line++)
        {
            if (!text[line].StartsWith([StartOfText])) continue;
            text.Narrow(line, 1, 0);
            return line;
        }
        return 0;
    }

    /// <summary>The name of the dialect it was read in; null where it was read as the standard has it.</summary>
    internal string? Dialect => _dialect.About.Name == WireDialect.Standard ? null : _dialect.About.Name;

    internal ReadItem Read()
    {
        ReadHeader();
        AnpaCharacters.Set(_text);
        _dialect = AnpaDialect.Of(_draft.Options.Dialect, _text, _trailer);
        ReadStamp();
        ReadHeadings();
        PrivateText.Cut(_text, _at, ref _end, _draft);
        ReadBody();
        ReadIdentity();
        Settle();
        return _draft.ToReadItem();
    }

    // ---- header ---------------------------------------------------------------------------------------------------------------

    private WirePosition Start => _text.Position(0);

    private void ReadHeader()
    {
        if (_frame.Text is null) ReadHeaderByShape();
        else _header = Anpa1312Header.Read(UndeclaredText.ReadUnshifted(_file.Span.Slice(_frame.Header.Start, _frame.Header.Length)));
        if (_header is null) _draft.Note(NoteCodes.OddValue, "The message has no header that can be read.", Start);
        if (_header?.Priority is { } priority) _draft.Urgency = Urgency.From(char.ToLowerInvariant(priority) switch { 'f' => 1, 'u' => 2, 'b' => 3, _ => 6 });
        if (_header?.Category is not { } category) return;
        _draft.Subjects = [WireCategories.OfAnpa(category)];
        _draft.IsAdvisory = WireCategories.IsAdvisory(category);
    }

    // Nothing parts header and text: the header is the one line or the two before the first heading.
    private void ReadHeaderByShape()
    {
        var first = _text.NextFull(0);
        var second = _text.NextFull(Math.Min(first + 1, _text.Count));
        if (first >= _text.Count) return;
        _header = Anpa1312Header.Read(_text[first].ToString());
        _at = first + 1;
        if (second >= _text.Count || _text[second].StartsWith("^") || _header is null || _header.Priority is not null) return;
        if (Anpa1312Header.ReadSecond(_text[second]) is not { } fields) return;
        _header = fields with { Service = _header.Service, Number = _header.Number };
        _at = second + 1;
    }

    // ---- headings -------------------------------------------------------------------------------------------------------------

    private void ReadHeadings()
    {
        var keyword = _header?.Keyword;
        for (int headings = 0; headings < MostHeadings && (_at = _text.NextFull(_at)) < _end && _text[_at].TrimStart().StartsWith("^"); headings++)
        {
            if (_header is { IsTable: true } && _draft.Headline is not null && !IsOfHeading(Heading(_at, out _))) break;
            var from = _at;
            var heading = Heading(_at, out var next);
            if (heading.Length == 0) { _at = next; continue; }
            if (_draft.Bylines is not null && !IsOfHeading(heading) && !IsTitle(heading)) break;
            if (_draft is { Headline: not null, Bylines: null } && !IsOfHeading(heading) && IsText(_at)) break;
            _at = next;
            ReadHeading(heading, from, headings == 0 && IsKeyword(heading, keyword, next), ref keyword);
        }
        if (_draft.Headline is null) ReadPlainHeadings(ref keyword);
        if (keyword is not null) ReadKeyword(keyword);
        if (_at < _end && _draft.Headline is null && keyword == _header?.Keyword) ReadPlainHeadline();
        if (_draft.Bylines is null && _at < _end && BylineText.IsLine(_text[_at])) ReadPlainByline();
    }

    // "By JO LUND", and below it who that is, above a text that is indented.
    private void ReadPlainByline()
    {
        BylineText.Read(NewsText.OneLine(_text[_at++].TrimEnd("<= ").ToString())!, _draft.Bylines = []);
        if (_at + 1 >= _end || _text.IsBlank(_at) || _text[_at][0] is ' ' or '\t' || _text[_text.NextFull(_at + 1)] is not [' ' or '\t', ..]) return;
        if (NewsText.OneLine(_text[_at].TrimEnd("<= ").ToString()) is not { } title || !IsTitle(title) || PlacelineText.In(title) is not null) return;
        BylineText.GiveTitle(_draft.Bylines, title);
        _at++;
    }

    /// <summary>Whether the lines between "^" and "&lt;" from here on are the text itself, as in lists of results: no heading follows, and they are many or the last.</summary>
    private bool IsText(int line)
    {
        var headings = 0;
        for (; (line = _text.NextFull(line)) < _end && _text[line].StartsWith("^"); headings++)
            if (IsOfHeading(Heading(line, out line))) return false;
        return headings > 2 || line >= _end;
    }

    /// <summary>Relays that take the signs away leave several headings as plain lines, at the margin, above a text that is indented or begins with its place.</summary>
    private void ReadPlainHeadings(ref string? keyword)
    {
        var end = EndOfPlainHeadings();
        if (end - _at < 2) return;
        for (var isFirst = true; _at < end; isFirst = false)
        {
            var line = _at++;
            if (NewsText.OneLine(_text[line].TrimEnd("<= ").ToString()) is not { } heading) continue;
            ReadHeading(heading, line, isFirst && IsKeyword(heading, keyword, _at), ref keyword);
        }
    }

    private int EndOfPlainHeadings()
    {
        for (var line = _at; line < _end && line < _at + MostHeadings; line++)
        {
            var text = _text[line];
            if (_text.IsBlank(line)) continue;
            if (text[0] == '^' || text.Length > LongestHeading) return _at;
            if (text[0] is ' ' or '\t' || PlacelineText.In(text) is not null) return line;
        }
        return _at;
    }

    /// <summary>Senders that set no headings put the headline on the first line, and indent the text below it.</summary>
    private void ReadPlainHeadline()
    {
        var line = _text[_at];
        if (line[0] is ' ' or '\t' or '^' || PlacelineText.In(line) is not null) return;
        var next = _at + 1;
        if (next < _end && !_text.IsBlank(next) && _text[next][0] is not (' ' or '\t') && PlacelineText.In(_text[next]) is null && !BylineText.IsLine(_text[next])) return;
        _draft.Headline = Headline.From(line.TrimEnd("<= ").ToString());
        _at = _text.NextFull(next);
    }

    /// <summary>A heading, which ends in "&lt;" or "=" on its own line or on one of those below it.</summary>
    private string Heading(int line, out int next)
    {
        var text = _text[line].Trim();
        var heading = text.TrimStart('^').ToString();
        next = line + 1;
        while (!IsClosed(heading) && next < _end && next != _story && !_text.IsBlank(next) && _text[next][0] is not ('^' or '\t') && !_text[next].StartsWith("   ") && next < line + 12)
            heading = heading + " " + _text[next++].Trim().ToString();
        return NewsText.OneLine(heading.TrimEnd('<', '=', ' ').TrimStart('$')) ?? "";
    }

    private static bool IsClosed(string heading) => heading.EndsWith('<') || heading.EndsWith('=');

    private void ReadHeading(string heading, int line, bool isKeyword, ref string? keyword)
    {
        if (isKeyword) { keyword = heading; return; }
        if (EmbargoText.Take(_draft, heading, _text, line) || IsNote(heading)) _draft.AddEdNote(heading);
        else if (BylineText.IsLine(heading)) BylineText.Read(heading, _draft.Bylines ??= []);
        else if (_draft.Bylines is { } bylines && IsTitle(heading)) BylineText.GiveTitle(bylines, heading);
        else if (TakeLine.Read(heading, out var signal)) TakeKey(heading, signal);
        else if (_draft.Headline is null) _draft.Headline = Headline.From(heading);
        else _draft.Dek = _draft.Dek is null ? heading : _draft.Dek + " " + heading;
    }

    // The first heading repeats the keyword of the header, or is written as only keywords are. Words alone, with no heading below them, are a headline after all ("AP NewsAlert").
    private bool IsKeyword(string heading, string? keyword, int next)
    {
        if (keyword is not null && heading.StartsWith(keyword.Split(',')[0], StringComparison.OrdinalIgnoreCase)) return !heading.Equals(keyword, StringComparison.OrdinalIgnoreCase) || !heading.Contains(' ', StringComparison.Ordinal) || heading.Contains("--", StringComparison.Ordinal) || IsHeading(next);
        if (heading.StartsWith("BC-", StringComparison.Ordinal) || heading.StartsWith("AM-", StringComparison.Ordinal) || heading.StartsWith("PM-", StringComparison.Ordinal) || heading.Contains("--", StringComparison.Ordinal)) return true;
        var comma = heading.LastIndexOf(',');
        if (comma > 0 && int.TryParse(heading.AsSpan(comma + 1), out _)) return true;
        return keyword is null && IsHeading(next);
    }

    private bool IsHeading(int line) => line < _end && _text.NextFull(line) < _end && _text[_text.NextFull(line)].StartsWith("^");

    private static bool IsOfHeading(string heading) => IsNote(heading) || BylineText.IsLine(heading);

    // "Associated Press", "AP Sports Writer": who the writer is, on a line without a sentence.
    private static bool IsTitle(string heading) => heading.Length < 60 && !heading.EndsWith('.') && !heading.Trim('_', '-', '—').Equals("", StringComparison.Ordinal) && char.IsUpper(heading[0]) && heading.Count(c => c == ' ') < 7;

    // "c.2026 Kessel Herald", "(c) 2026, Northern Press": whose it is.
    private static bool IsCopyright(string heading) =>
        heading.StartsWith("(c)", StringComparison.OrdinalIgnoreCase) || heading.StartsWith('©') || heading is ['c' or 'C', '.', ..] && heading.AsSpan(2).TrimStart() is [>= '0' and <= '9', ..];

    private static bool IsNote(string heading) =>
        IsCopyright(heading) || heading.StartsWith("Eds", StringComparison.OrdinalIgnoreCase) && heading.Length > 3 && heading[3] is ':' or ' ' or '.' or ','
        || heading.StartsWith("Editors", StringComparison.OrdinalIgnoreCase) || heading.StartsWith("Note to", StringComparison.OrdinalIgnoreCase) || heading.StartsWith("adv", StringComparison.OrdinalIgnoreCase)
        || heading.StartsWith("AP Photo", StringComparison.OrdinalIgnoreCase) || heading.StartsWith("With AP", StringComparison.OrdinalIgnoreCase) || heading.StartsWith("Photo", StringComparison.Ordinal) || heading.StartsWith("With photo", StringComparison.OrdinalIgnoreCase)
        || heading.StartsWith("AP Video", StringComparison.OrdinalIgnoreCase) || heading.StartsWith("AP Graphic", StringComparison.OrdinalIgnoreCase) || heading.StartsWith("Attention", StringComparison.Ordinal) || heading.StartsWith("For release", StringComparison.OrdinalIgnoreCase);

    /// <summary>"BC-LT--Kessel-Talks, 1st Ld-Writethru,0456": slugline, take key, count of words.</summary>
    private void ReadKeyword(string keyword)
    {
        string? slug = null;
        foreach (var part in keyword.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (slug is null) slug = part;
            else if (int.TryParse(part, out _)) continue;
            else if (EmbargoText.Take(_draft, part, _text, 0)) _draft.AddEdNote(part);
            else if (TakeLine.Read(part, out var signal, inHeader: true)) TakeKey(part, signal);
            else slug = slug + ", " + part;
        }
        _draft.Slugline = Slugline.From(slug);
    }

    private void TakeKey(string key, SignalKind? signal)
    {
        _draft.TakeKey ??= key;
        if (signal is not { } kind || _draft.Signals is { } signals && signals.Exists(s => s.Raw == key)) return;
        (_draft.Signals ??= []).Add(new(kind, key));
        _draft.IsAdvisory |= kind == SignalKind.Advisory;
    }

    // ---- text -----------------------------------------------------------------------------------------------------------------------

    private void ReadBody()
    {
        for (var line = _at; line < _end; line++) TakeOffSigns(line);
        while (_end > _at && (_text.IsBlank(_end - 1) || _text[_end - 1].Trim() is "NNNN" || _text[_end - 1].TrimStart().StartsWith("=="))) _end--;
        if (_at < _end) _draft.Placeline = PlacelineText.In(_text[_at].TrimStart());
        (_draft.Body, _draft.Preformatted) = PlainStory.Read(_text, _at, _end, _header is { IsTable: true });
        if (_frame is { IsFramed: true, Text: not null, Trailer: null }) _draft.Note(NoteCodes.CutShort, "The text has no end mark: it may be cut short.", _text.Position(_text.Count));
    }

    private void TakeOffSigns(int line)
    {
        var text = _text[line];
        if (text.IsEmpty || text[0] != '^' && text[^1] != '<') return;
        var (first, last) = (text[0] == '^' ? 1 : 0, text[^1] is '<' || text[0] == '^' && text[^1] == '=' ? 1 : 0);
        if (first + last <= text.Length) _text.Narrow(line, first, last);
    }

    // ---- time and identity ------------------------------------------------------------------------------------------------------------

    /// <summary>The stamp stands behind ETX; some senders put theirs on the last line of the text, and some have both.</summary>
    private void ReadStamp()
    {
        var trailer = _trailer.Trim(' ', '\r', '\n', '\0', '\u007F', '\u0004', '<', '^');
        if (Stamp(trailer) is { } stamp) Take(stamp, trailer, _text.Position(_text.Count));
        while (_end > 0 && _text.IsBlank(_end - 1)) _end--;
        if (_end == 0) return;
        var last = _text[_end - 1].Trim("^<= \t").ToString();
        if (last.Length > 40 || Stamp(last) is not { } inText) return;
        _end--;
        if (_day is null) Take(inText, last, _text.Position(_end));
    }

    private WireStamp? Stamp(string text) => text.Length > 60 ? null : WireStamp.ReadSigned(text) ?? WireStamp.ReadBare(text, _dialect.Zone);

    private void Take(WireStamp stamp, string text, WirePosition position)
    {
        (_draft.VersionCreated, _day) = (stamp.At(_draft.Options.DefaultZone), stamp.Day);
        if (!stamp.HasZone) _draft.Note(NoteCodes.ZoneAssumed, $"The time states no zone: {_draft.Options.DefaultZone?.Id ?? "UTC"} was assumed.", position, text);
    }

    // The number begins again every day: without a date it names many messages, and only the bytes tell them apart.
    private void ReadIdentity()
    {
        var end = _frame.Trailer?.End ?? _frame.Text?.End ?? _frame.Header.End;
        var day = _day ?? DerivedGuid.Part(_file.Span[_frame.Header.Start..end]);
        DerivedGuid.Give(_draft, Start, DerivedGuid.NoIdentity, Anpa1312Format.FormatName, _dialect.About.Name, (_header?.Service ?? 'x') + (_header?.Number ?? ""), day);
        if (_dialect.Agency is { } agency) _draft.Provider = new(agency, agency);
    }

    private void Settle()
    {
        _draft.TakeKey ??= TakeKeys.In(_draft.EdNote, _draft.Slugline?.Text);
        _draft.Listen(Start);
    }
}
