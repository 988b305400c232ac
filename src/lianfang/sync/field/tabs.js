// Tabs of one phone tell each other that something changed; each looks for itself what.
const channel = "BroadcastChannel" in self ? new BroadcastChannel("lianfang-field") : null;

export const tellTabs = () => channel?.postMessage("changed");
export const heedTabs = (work) => { if (channel) channel.onmessage = work; };
