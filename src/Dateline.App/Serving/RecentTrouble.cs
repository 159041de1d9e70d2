using Dateline.News;

namespace Dateline.App.Serving;

/// <summary>The newest warnings and errors, each the line that the log has: for whoever looks at the program's health from a screen.</summary>
internal sealed class RecentTrouble(TimeProvider time) : ILoggerProvider
{
    private const int Most = 50;
    private const int LongestLine = 2000;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();

    /// <summary>The newest first.</summary>
    internal IReadOnlyList<string> Lines { get { lock (_gate) return [.. _lines.Reverse()]; } }

    public ILogger CreateLogger(string categoryName) => new Noting(this, categoryName);

    public void Dispose() { }

    private void Note(string line)
    {
        lock (_gate)
        {
            _lines.Enqueue(line.Length > LongestLine ? line[..LongestLine] + "…" : line);
            if (_lines.Count > Most) _lines.Dequeue();
        }
    }

    private sealed class Noting(RecentTrouble trouble, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) trouble.Note(OneLineLog.Line(Instant.Now(trouble.Time), logLevel, category, formatter(state, null), exception));
        }
    }

    private TimeProvider Time => time;
}
