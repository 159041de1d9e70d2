namespace Dateline.Formats.Xml;

/// <summary>How a reader gives up inside one document: <see cref="WireXml.Read"/> turns it into a <see cref="ReadResult"/>, so it never leaves this assembly.</summary>
internal sealed class WireXmlException(ReadFailure failure) : Exception(failure.Message)
{
    internal ReadFailure Failure { get; } = failure;
}
