from partv.exhibits.briefing import briefing
from partv.ui import briefing_page
from partv.ui.view import current

view = current()
briefing_page.controls(view)
address = briefing_page.address(view)
briefing_page.show(briefing(view.store, view.selection, view.say.code, address), view)
