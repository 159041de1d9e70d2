using System.Globalization;
using System.Text;
using Dateline.News;
using Dateline.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Dateline.App.Serving;

/// <summary>
/// The log: one line for each entry, whatever is in it. Control characters are written as escapes, so that nothing a stranger sent can look like an entry of its own
/// or move the cursor of whoever reads. An exception is told by its type and where it happened; its message only where that speaks of the machine:
/// others may quote what they stumbled over, and that can be a story before its hour.
/// </summary>
internal sealed class OneLineLog(TimeProvider time) : ConsoleFormatter(Formatter)
{
    internal const string Formatter = "dateline";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.WriteLine(Line(Instant.Now(time), logEntry.LogLevel, logEntry.Category, logEntry.Formatter(logEntry.State, null), logEntry.Exception));
    }

    /// <summary>An entry as one line.</summary>
    internal static string Line(Instant at, LogLevel level, string category, string message, Exception? exception)
    {
        var line = new StringBuilder(256);
        line.Append(at.ToString()).Append(' ').Append(Level(level)).Append(' ').Append(category).Append(": ").Append(message);
        for (var e = exception; e is not null; e = e.InnerException) Tell(line, e);
        return Escaped(line);
    }

    private static void Tell(StringBuilder line, Exception exception)
    {
        line.Append(" | ").Append(exception.GetType().FullName);
        if (exception is StoreException or IOException or UnauthorizedAccessException or System.Net.Sockets.SocketException) line.Append(": ").Append(exception.Message);
        else if (exception is System.Data.Common.DbException { SqlState: { } state }) line.Append(": ").Append(state);
        foreach (var at in (exception.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) line.Append(" / ").Append(at);
    }

    /// <summary>The same text without anything that ends a line, moves a cursor, or turns the direction of reading.</summary>
    internal static string Escaped(StringBuilder text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var chunk in text.GetChunks())
            foreach (var c in chunk.Span)
            {
                if (!IsUnsafe(c)) safe.Append(c);
                else if (c == '\n') safe.Append("\\n");
                else safe.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        return safe.ToString();
    }

    private static bool IsUnsafe(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Level(LogLevel level) => level switch { LogLevel.Critical => "critical", LogLevel.Error => "error", LogLevel.Warning => "warning", _ => "info" };
}

/// <summary>Puts the log's form in place.</summary>
internal static class OneLineLogging
{
    internal static ILoggingBuilder AddOneLineConsole(this ILoggingBuilder logging) => logging
        .AddConsole(console => console.FormatterName = OneLineLog.Formatter)
        .AddConsoleFormatter<OneLineLog, ConsoleFormatterOptions>();
}
